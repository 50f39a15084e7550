package org.patientjourney.activities.record;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.hold.Hold;
import org.patientjourney.workflows.journey.Facets;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.journey.Stage;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.order.OrderId;

/**
 * A row of {@code journey}: the snapshot, and beside it what lists are filtered by.
 *
 * @param cancelRequested also once it is cancelled and not closed yet: no invite is sent for it
 */
public record JourneyRow(
    JourneyId journeyId,
    ClinicId clinic,
    OrderId orderId,
    ExamId examId,
    MeetingId meetingId,
    boolean open,
    Stage stage,
    String invite,
    String handover,
    String decision,
    String fulfilment,
    List<String> holds,
    @Nullable Instant nextDueAt,
    String snapshot,
    @Nullable String claimedBy,
    long revision,
    Instant createdAt,
    Instant updatedAt,
    boolean cancelRequested) {

  public static JourneyRow atStart(
      ClinicId clinic,
      OrderId orderId,
      JourneyState state,
      @Nullable Instant nextDueAt,
      Instant now) {
    return of(clinic, orderId, state, nextDueAt, null, now, now);
  }

  /** This row after a revision was recorded. */
  public JourneyRow revised(JourneyState state, @Nullable Instant newDueAt, Instant now) {
    return of(clinic, orderId, state, newDueAt, claimedBy, createdAt, now);
  }

  /** A journey that has an invite is not concerned by the answer to a later attempt. */
  public boolean isWithoutInvite() {
    return open && !invite.equals(InviteStatus.SENT.name());
  }

  public JourneyState state() {
    return StoredJson.read(snapshot, JourneyState.class);
  }

  private static JourneyRow of(
      ClinicId clinic,
      OrderId orderId,
      JourneyState state,
      @Nullable Instant nextDueAt,
      @Nullable String claimedBy,
      Instant createdAt,
      Instant updatedAt) {
    Facets facets = state.facets();
    return new JourneyRow(
        state.terms().journeyId(),
        clinic,
        orderId,
        state.terms().examId(),
        state.terms().meetingId(),
        !state.isClosed(),
        Phases.RULES.standing(state).stage(),
        facets.invite().name(),
        facets.handover().name(),
        facets.decision().name(),
        facets.fulfilment().name(),
        state.holds().stream().map((Hold hold) -> hold.reason().name()).toList(),
        nextDueAt,
        StoredJson.write(state),
        claimedBy,
        state.revision(),
        createdAt,
        updatedAt,
        state.isCancelRequested() || state.isCancelAccepted());
  }
}
