package org.patientjourney.app.journey;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.alarm.AlarmDao;
import org.patientjourney.activities.incident.IncidentDao;
import org.patientjourney.activities.incident.IncidentDao.HoldingIncident;
import org.patientjourney.activities.invite.InviteAttemptDao;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyDao.JourneyQuery;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.policy.JourneyPolicy;

/** Reads journeys from the record, never from Temporal: closed runs are forgotten there. */
public record Journeys(Jdbi jdbi, JourneyPolicy policy) {
  /** Refused with 404 when there is none. */
  public JourneyRow getRow(String id) {
    return findRow(id).orElseThrow(() -> ProblemType.noSuchJourney(id));
  }

  public Optional<JourneyRow> findRow(String id) {
    return JourneyId.isValid(id)
        ? jdbi.onDemand(JourneyDao.class).find(new JourneyId(id))
        : Optional.empty();
  }

  /** Whether the sender has sent the invite, or is sending it, and the journey has no answer. */
  public boolean isAnswerUnderway(JourneyRow row) {
    return awaitsSender(row)
        && jdbi.onDemand(InviteAttemptDao.class)
            .isCalledFor(row.meetingId(), row.examId(), row.state().lastAttempt());
  }

  /** Whether a journey has no invite and is not the one that sends its meeting's. */
  public static boolean awaitsSender(JourneyRow row) {
    return List.of(InviteStatus.NOT_SENT.name(), InviteStatus.REFUSED.name()).contains(row.invite())
        && !row.meetingId().sender().equals(row.journeyId());
  }

  public boolean isOfAnother(PatientExamId exam, JourneyId journey) {
    return jdbi.onDemand(InviteAttemptDao.class).findBoundTo(exam).stream()
        .anyMatch(bound -> !bound.journeyId().equals(journey));
  }

  /** All journeys of an order, its follow-ups too. */
  public List<JourneyId> ofOrder(ClinicId clinic, OrderId orderId) {
    return jdbi.onDemand(JourneyDao.class).findByOrder(clinic, orderId).stream()
        .map(JourneyRow::journeyId)
        .toList();
  }

  public Optional<JourneyView> find(JourneyId id) {
    return jdbi.withHandle(
        handle ->
            handle
                .attach(JourneyDao.class)
                .find(id)
                .map(
                    row ->
                        JourneyView.of(
                            row,
                            policy,
                            alarms(handle.attach(AlarmDao.class), List.of(row)),
                            incidents(handle.attach(IncidentDao.class), List.of(row)),
                            handle.attach(JourneyDao.class).findJournal(id).stream()
                                .map(TimelineEntry::of)
                                .toList())));
  }

  public JourneyPage page(JourneyQuery query) {
    return new JourneyPage(views(jdbi.onDemand(JourneyDao.class).findPage(query)), null);
  }

  /** The first that wait for a person: soonest due, then the longest unchanged. */
  public List<JourneyView> held(@Nullable String clinic, int limit) {
    return views(jdbi.onDemand(JourneyDao.class).findHeld(clinic, limit));
  }

  /** The first whose next step is past its time, the longest overdue first. */
  public List<JourneyView> overdue(@Nullable String clinic, Instant now, int limit) {
    return views(jdbi.onDemand(JourneyDao.class).findOverdue(clinic, now, limit));
  }

  JourneyPage changes(ChangeCursor since, @Nullable String clinic, int size) {
    List<JourneyDao.Changed> changed =
        jdbi.onDemand(JourneyDao.class)
            .findChanged(since.transaction(), since.journeyId(), clinic, size);
    ChangeCursor next =
        changed.isEmpty() ? since : ChangeCursor.behind(changed.get(changed.size() - 1));
    return new JourneyPage(
        views(changed.stream().map(JourneyDao.Changed::journey).toList()), next.toString());
  }

  private List<JourneyView> views(List<JourneyRow> rows) {
    Map<JourneyId, List<AlarmView>> alarms =
        alarms(jdbi.onDemand(AlarmDao.class), rows).stream()
            .collect(Collectors.groupingBy(alarm -> Objects.requireNonNull(alarm.journeyId())));
    Map<JourneyId, List<HoldingIncident>> incidents =
        jdbi.withExtension(IncidentDao.class, dao -> incidents(dao, rows)).stream()
            .collect(Collectors.groupingBy(HoldingIncident::journeyId));
    return rows.stream()
        .map(
            row ->
                JourneyView.of(
                    row,
                    policy,
                    alarms.getOrDefault(row.journeyId(), List.of()),
                    incidents.getOrDefault(row.journeyId(), List.of()),
                    null))
        .toList();
  }

  private static List<AlarmView> alarms(AlarmDao dao, List<JourneyRow> rows) {
    String[] journeys = rows.stream().map(row -> row.journeyId().value()).toArray(String[]::new);
    return dao.findOpenOf(journeys).stream().map(AlarmView::of).toList();
  }

  /** Of those that are held for a cause of incidents; asks for none where no journey is. */
  private static List<HoldingIncident> incidents(IncidentDao dao, List<JourneyRow> rows) {
    String[] held =
        rows.stream()
            .filter(
                row ->
                    row.state().holds().stream()
                        .anyMatch(hold -> hold.reason().isCauseOfIncidents()))
            .map(row -> row.journeyId().value())
            .toArray(String[]::new);
    return held.length == 0 ? List.of() : dao.findHoldingOf(held);
  }

  /**
   * The position of a reader of changes: the transaction and the journey that it read last. Valid
   * for one database; after a restore a reader begins at {@code 0} again.
   */
  record ChangeCursor(long transaction, String journeyId) {
    private static final Pattern SHAPE = Pattern.compile("([0-9]{1,18})(?:@(.+))?");

    /** The cursor in a text; {@code 0} is the beginning. */
    static Optional<ChangeCursor> parse(String text) {
      Matcher matcher = SHAPE.matcher(text);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      String journeyId = matcher.group(2) == null ? "" : matcher.group(2);
      return journeyId.isEmpty() || JourneyId.isValid(journeyId)
          ? Optional.of(new ChangeCursor(Long.parseLong(matcher.group(1)), journeyId))
          : Optional.empty();
    }

    static ChangeCursor behind(JourneyDao.Changed last) {
      return new ChangeCursor(last.changedInNumber(), last.journey().journeyId().value());
    }

    @Override
    public String toString() {
      return journeyId.isEmpty() ? Long.toString(transaction) : transaction + "@" + journeyId;
    }
  }

  /**
   * Some journeys of a list.
   *
   * @param cursor of a list of changes: what to ask for as {@code changedSince} next time; absent
   *     in a list by ids
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record JourneyPage(List<JourneyView> journeys, @Nullable String cursor) {
    public JourneyPage {
      journeys = List.copyOf(journeys);
    }
  }
}
