package org.patientjourney.activities.journey;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.alarm.AlarmDao;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.followup.FollowUpEnd;
import org.patientjourney.activities.followup.FollowUpStore;
import org.patientjourney.activities.incident.IncidentStore;
import org.patientjourney.activities.invite.AttemptStore;
import org.patientjourney.activities.invite.InviteAttemptDao;
import org.patientjourney.activities.order.OrderDao;
import org.patientjourney.activities.pdf.PdfLinks;
import org.patientjourney.activities.record.JournalStore;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.activities.record.LockedJourney;
import org.patientjourney.activities.record.OutboxDao;
import org.patientjourney.activities.record.OutboxKind;
import org.patientjourney.activities.webhook.WebhookDeliveryDao;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.AppliedDelivery;
import org.patientjourney.workflows.journey.JourneyActivities;
import org.patientjourney.workflows.journey.JourneyClaim;
import org.patientjourney.workflows.journey.JourneyRecord;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.journey.RecordOutcome;
import org.patientjourney.workflows.meeting.InviteAnswer;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;

/** Claims and records journeys, each in one transaction that locks the journey's row. */
public final class JourneyActivitiesImpl implements JourneyActivities {
  private final Jdbi jdbi;
  private final JournalStore journal;
  private final PdfLinks pdfs;
  private final FollowUpStore followUps;
  private final FollowUpEnd followUpEnds;
  private final JourneyPolicy policy;
  private final Duration clearanceValidity;
  private final InstantSource clock;

  /**
   * @param clearanceValidity how long a good faith approval holds
   */
  public JourneyActivitiesImpl(
      Jdbi jdbi,
      JournalStore journal,
      PdfLinks pdfs,
      FollowUpStore followUps,
      FollowUpEnd followUpEnds,
      JourneyPolicy policy,
      Duration clearanceValidity,
      InstantSource clock) {
    this.jdbi = jdbi;
    this.clearanceValidity = clearanceValidity;
    this.journal = journal;
    this.pdfs = pdfs;
    this.followUps = followUps;
    this.followUpEnds = followUpEnds;
    this.policy = policy;
    this.clock = clock;
  }

  @Override
  public JourneyClaim claim(JourneyId journey, String runId) {
    return jdbi.inTransaction(handle -> claim(handle, journey, runId));
  }

  private JourneyClaim claim(Handle handle, JourneyId journey, String runId) {
    Instant now = clock.instant();
    JourneyRow row = LockedJourney.get(handle, journey);
    OutboxDao outbox = handle.attach(OutboxDao.class);
    if (!runId.equals(row.claimedBy())) {
      handle.attach(JourneyDao.class).claim(journey, runId);
      outbox.markStarted(journey, now);
      handle.attach(AlarmDao.class).close(journey, AlarmKind.RUN_MISSING, now);
    }
    handle.attach(WebhookDeliveryDao.class).repeatSignalled(journey, now);
    outbox.repeatAnswers(journey, now);
    return new JourneyClaim(runId, row.state(), policy);
  }

  @Override
  public RecordOutcome record(JourneyRecord revision) {
    return jdbi.inTransaction(handle -> record(handle, revision));
  }

  private RecordOutcome record(Handle handle, JourneyRecord revision) {
    JourneyState state = revision.state();
    JourneyRow row = LockedJourney.get(handle, state.terms().journeyId());
    String digest = HexFormat.of().formatHex(StoredJson.sha256(StoredJson.write(revision)));
    if (!revision.claimedBy().equals(row.claimedBy())) {
      return RecordOutcome.SUPERSEDED;
    }
    if (state.revision() == row.revision() && digest.equals(row.recordDigest())) {
      return RecordOutcome.RECORDED;
    }
    if (state.revision() != row.revision() + 1) {
      return outOfStep(handle, row, revision);
    }
    if (isClosedTooEarly(handle, state)) {
      return RecordOutcome.DELIVERY_UNAPPLIED;
    }
    JourneyRow next = row.revised(state, revision.nextDueAt(), digest, clock.instant());
    releaseHeldLate(handle, row, next);
    store(handle, revision, next);
    return RecordOutcome.RECORDED;
  }

  /** By the engine, with a delivery unapplied. A command closes: what is stored then is late. */
  private static boolean isClosedTooEarly(Handle handle, JourneyState state) {
    Closure closure = state.closure();
    return closure != null
        && !closure.outcome().isByCommand()
        && handle
            .attach(WebhookDeliveryDao.class)
            .hasUnapplied(state.terms().journeyId(), state.terms().meetingId());
  }

  /**
   * The run itself has recorded this revision in a workflow task whose end Temporal never received;
   * or it was reset, or the record was restored from an older backup: that must not pass unseen.
   */
  private RecordOutcome outOfStep(Handle handle, JourneyRow row, JourneyRecord revision) {
    long number = revision.state().revision();
    if (revision.isReset() || number > row.revision() + 1) {
      AlarmStore.raise(
          handle,
          row.journeyId(),
          new Alarm(AlarmKind.RUN_DIVERGED, "run-" + row.claimedBy() + "-revision-" + number),
          clock.instant());
    }
    return RecordOutcome.OUT_OF_STEP;
  }

  private void store(Handle handle, JourneyRecord revision, JourneyRow row) {
    Instant now = row.updatedAt();
    JourneyId journey = row.journeyId();
    JourneyState state = revision.state();
    handle
        .attach(OrderDao.class)
        .insertMeetingIfAbsent(row.meetingId(), row.clinic(), row.orderId());
    int updated = handle.attach(JourneyDao.class).update(row);
    if (updated != 1) {
      throw new IllegalStateException(
          "expected to update one row of journey " + journey + ", updated " + updated + ": a bug");
    }
    journal.append(handle, journey, row.epoch(), row.revision(), revision.entries());
    revision.alarms().forEach(alarm -> AlarmStore.raise(handle, journey, alarm, now));
    revision.deliveries().forEach(delivery -> apply(handle, row, delivery));
    if (state.isClosed()) {
      handle.attach(WebhookDeliveryDao.class).repeatSignalled(journey, now);
    }
    // Incident, attempt, patient exam: locked in the order in which an invite's answer locks them.
    if (state.isClosed() || state.facets().invite() == InviteStatus.UNKNOWN) {
      IncidentStore.probeUnanswered(handle, journey, now);
    }
    bindPatientExams(handle, state, now);
    markAttemptsOver(handle, state, now);
    ClearanceStore.keep(handle, state, clearanceValidity, now);
    ObligationStore.keep(handle, state, policy, now);
    followUps.keep(handle, row, state, new Moment(now, policy));
    followUpEnds.keep(handle, revision, new Moment(now, policy));
    tellMembers(handle, revision, now);
    leaveMembers(handle, state, now);
  }

  /** A leader that ended before it sent anything: each of the others is invited alone. */
  private static void leaveMembers(Handle handle, JourneyState state, Instant now) {
    InviteStatus invite = state.facets().invite();
    boolean isUnsent = invite == InviteStatus.NOT_SENT || invite == InviteStatus.SENDING;
    if (state.isClosed() && state.terms().isLeader() && isUnsent) {
      AttemptStore.tellLeftOut(
          handle, state.terms().meetingId(), state.attemptToSend(), List.of(), now);
    }
  }

  private static void releaseHeldLate(Handle handle, JourneyRow before, JourneyRow next) {
    if (next.meetingId().leader().equals(next.journeyId())) {
      next.holds().stream()
          .filter(hold -> !before.holds().contains(hold))
          .map(HoldReason::valueOf)
          .filter(HoldReason::isCauseOfIncidents)
          .forEach(
              cause ->
                  IncidentStore.releaseIfResolved(
                      handle, next.journeyId(), cause, next.updatedAt()));
    }
  }

  private void apply(Handle handle, JourneyRow row, AppliedDelivery delivery) {
    int applied =
        handle
            .attach(WebhookDeliveryDao.class)
            .markApplied(
                delivery.deliveryId(), row.journeyId(), delivery.effect().name(), row.updatedAt());
    if (applied != 1) {
      throw new IllegalStateException(
          "expected delivery " + delivery.deliveryId() + " to apply once, found " + applied);
    }
    if (delivery.effect() != AppliedDelivery.Effect.NOT_BELIEVED) {
      pdfs.offer(handle, delivery.deliveryId(), row.journeyId(), row.updatedAt());
    }
  }

  private void bindPatientExams(Handle handle, JourneyState state, Instant now) {
    InviteAttemptDao attempts = handle.attach(InviteAttemptDao.class);
    state.attempts().stream()
        .filter(attempt -> attempt.patientExamId() != null)
        .forEach(
            attempt ->
                attempts.bindIfAbsent(
                    state.terms().meetingId(),
                    attempt.number(),
                    state.terms().examId(),
                    state.terms().journeyId(),
                    attempt.patientExamId(),
                    now));
  }

  private static void markAttemptsOver(Handle handle, JourneyState state, Instant now) {
    InviteAttemptDao attempts = handle.attach(InviteAttemptDao.class);
    state.attempts().stream()
        .filter(Attempt::isOver)
        .forEach(
            attempt ->
                attempts.markOver(
                    state.terms().meetingId(), attempt.number(), state.terms().examId(), now));
  }

  private static void tellMembers(Handle handle, JourneyRecord revision, Instant now) {
    InviteAnswer answer = revision.toMembers();
    if (answer == null) {
      return;
    }
    JourneyState state = revision.state();
    MeetingId meeting = state.terms().meetingId();
    InviteAttemptDao attempts = handle.attach(InviteAttemptDao.class);
    OutboxDao outbox = handle.attach(OutboxDao.class);
    handle.attach(JourneyDao.class).findByMeeting(meeting).stream()
        .filter(member -> !member.journeyId().equals(state.terms().journeyId()))
        .filter(JourneyRow::isWithoutInvite)
        .forEach(
            member -> {
              boolean asked = attempts.includes(meeting, answer.attempt(), member.examId());
              InviteAnswer told =
                  asked ? answer : InviteAnswer.leftOut(answer.attempt(), answer.startedAt());
              outbox.insert(
                  OutboxKind.INVITE_ANSWER, member.journeyId(), StoredJson.write(told), now);
            });
  }

  static void start(Handle handle, JourneyId journey, Instant due) {
    handle
        .attach(OutboxDao.class)
        .insert(OutboxKind.START, journey, StoredJson.write(journey), due);
  }
}
