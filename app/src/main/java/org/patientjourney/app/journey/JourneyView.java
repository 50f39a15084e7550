package org.patientjourney.app.journey;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.incident.IncidentDao.HoldingIncident;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.hold.Hold;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.journey.Facets;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.journey.Stage;
import org.patientjourney.workflows.line.NextStep;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.policy.JourneyPolicy;

/**
 * Where a journey stands and what happens next, when, and who owns it.
 *
 * @param alarms that are not acknowledged
 * @param timeline what happened, oldest first; left out in lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JourneyView(
    JourneyId journeyId,
    ClinicId clinic,
    OrderId orderId,
    ExamId examId,
    MeetingId meetingId,
    Stage stage,
    boolean open,
    Facets facets,
    List<HoldView> holds,
    NextStep next,
    List<AlarmView> alarms,
    @Nullable Closure closure,
    long revision,
    Instant createdAt,
    Instant updatedAt,
    String href,
    @Nullable List<TimelineEntry> timeline) {
  /**
   * A hold, with what its owner should do.
   *
   * @param incident that must be resolved before the hold can be released, such as {@code
   *     /incidents/7}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record HoldView(
      HoldReason reason,
      Instant since,
      Owner owner,
      String advice,
      @Nullable String field,
      @Nullable String incident) {
    static HoldView of(Hold hold, List<HoldingIncident> incidents) {
      HoldReason reason = hold.reason();
      String incident =
          incidents.stream()
              .filter(holding -> holding.cause() == reason)
              .map(holding -> "/incidents/" + holding.incidentId())
              .findFirst()
              .orElse(null);
      return new HoldView(
          reason, hold.since(), reason.owner(), reason.advice(), hold.field(), incident);
    }
  }

  static JourneyView of(
      JourneyRow row,
      JourneyPolicy policy,
      List<AlarmView> alarms,
      List<HoldingIncident> incidents,
      @Nullable List<TimelineEntry> timeline) {
    JourneyState state = row.state();
    return new JourneyView(
        row.journeyId(),
        row.clinic(),
        row.orderId(),
        row.examId(),
        row.meetingId(),
        row.stage(),
        row.open(),
        state.facets(),
        state.holds().stream().map(hold -> HoldView.of(hold, incidents)).toList(),
        next(row, NextStep.of(state, policy), alarms),
        alarms,
        state.closure(),
        row.revision(),
        row.createdAt(),
        row.updatedAt(),
        "/journeys/" + row.journeyId(),
        timeline);
  }

  /** Without a run that works the journey's own next step does not happen. */
  private static NextStep next(JourneyRow row, NextStep own, List<AlarmView> alarms) {
    return alarms.stream()
        .map(AlarmView::kind)
        .filter(AlarmKind.OF_RUNS::contains)
        .filter(kind -> row.open())
        .findFirst()
        .map(
            kind ->
                new NextStep(
                    kind.text(), null, kind.owner(), own.reminderAt(), own.linkExpiresAt()))
        .orElse(own);
  }
}
