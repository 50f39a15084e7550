package org.patientjourney.activities.journey;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.invite.RestoredAttempts;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.activities.webhook.WebhookDelivery.DeliveryState;
import org.patientjourney.activities.webhook.WebhookDeliveryDao;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.journey.Restore;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.policy.Moment;
import org.patientjourney.workflows.run.JourneyActivities;
import org.patientjourney.workflows.run.JourneyActivities.JourneyClaim;
import org.patientjourney.workflows.run.JourneyActivities.JourneyRecord;
import org.patientjourney.workflows.run.JourneyActivities.RecordOutcome;

/** Claims and records journeys, each in one transaction that locks the journey's row. */
public record JourneyActivitiesImpl(Jdbi jdbi, RecordWriter writer, InstantSource clock)
    implements JourneyActivities {

  @Override
  public JourneyClaim claim(JourneyId journey, String runId) {
    JourneyRow row =
        jdbi.onDemand(JourneyDao.class)
            .claim(journey, runId, clock.instant())
            .orElseThrow(
                () ->
                    new IllegalStateException("expected a row of journey " + journey + ": a bug"));
    return new JourneyClaim(runId, row.hasEnded(runId), row.state(), writer.policy());
  }

  @Override
  public RecordOutcome record(JourneyRecord revision) {
    return jdbi.inTransaction(handle -> record(handle, revision));
  }

  private RecordOutcome record(Handle handle, JourneyRecord revision) {
    JourneyState state = revision.state();
    JourneyRow row = JourneyRow.locked(handle, state.terms().journeyId());
    if (isRestored(row, revision)) {
      row = restored(handle, row, revision);
    }
    if (!revision.claimedBy().equals(row.claimedBy())) {
      return RecordOutcome.SUPERSEDED;
    }
    if (revision.isReset()) {
      diverged(handle, row, revision);
      return RecordOutcome.OUT_OF_STEP;
    }
    // The run itself has recorded it in a workflow task whose end Temporal never received.
    if (state.revision() <= row.revision()) {
      return isRecorded(handle, row, revision) ? RecordOutcome.RECORDED : RecordOutcome.OUT_OF_STEP;
    }
    if (isClosedTooEarly(handle, revision)) {
      return RecordOutcome.DELIVERY_UNAPPLIED;
    }
    if (losesHold(row, revision)) {
      writer.write(handle, row, held(revision), clock.instant());
      return RecordOutcome.OUT_OF_STEP;
    }
    writer.write(handle, row, revision, clock.instant());
    return RecordOutcome.RECORDED;
  }

  /** The row is asked first: to read a snapshot takes time. */
  private static boolean losesHold(JourneyRow row, JourneyRecord revision) {
    return row.holds().contains(HoldReason.HELD_BY_PERSON.name())
        && Restore.losesHold(row.state(), revision.state(), revision.entries());
  }

  /** With what the run knows, and the hold, which it finds when it claims again. */
  private JourneyRecord held(JourneyRecord revision) {
    Moment moment = new Moment(clock.instant(), writer.policy());
    JourneyState state = revision.state().withHold(HoldReason.HELD_BY_PERSON, moment);
    return new JourneyRecord(
        revision.claimedBy(),
        false,
        state,
        revision.entries(),
        revision.alarms(),
        revision.deliveries(),
        Phases.RULES.deadline(state, writer.policy()),
        revision.toOthers());
  }

  /** A duplicate changes no state: the first try may have been without it. */
  private static boolean isRecorded(Handle handle, JourneyRow row, JourneyRecord revision) {
    WebhookDeliveryDao deliveries = handle.attach(WebhookDeliveryDao.class);
    return revision.state().equals(row.state())
        && revision.deliveries().stream()
            .map(applied -> deliveries.find(applied.deliveryId()))
            .flatMap(Optional::stream)
            .allMatch(stored -> stored.state() == DeliveryState.APPLIED);
  }

  /** By the engine, with a delivery unapplied. A command closes: what is stored then is late. */
  private static boolean isClosedTooEarly(Handle handle, JourneyRecord revision) {
    JourneyState state = revision.state();
    String[] applying =
        revision.deliveries().stream()
            .map(delivery -> delivery.deliveryId().toString())
            .toArray(String[]::new);
    Closure closure = state.closure();
    return closure != null
        && !closure.outcome().isByCommand()
        && handle
            .attach(WebhookDeliveryDao.class)
            .hasUnapplied(state.terms().journeyId(), state.terms().meetingId(), applying);
  }

  /**
   * Whether the record was restored to an earlier moment: no run has claimed the journey, although
   * this one had, or the record lacks revisions that it had when the run made this one. A run that
   * another one has superseded is never so far ahead. A hold that was written since may be in the
   * place of a lost revision.
   */
  private static boolean isRestored(JourneyRow row, JourneyRecord revision) {
    long next = row.revision() + 1;
    long recorded = revision.state().revision();
    return !revision.isReset()
        && (row.claimedBy() == null
            || recorded > next
            || (recorded == next && losesHold(row, revision)));
  }

  /** What the run knows is recorded, or an invite that the record has lost would be sent again. */
  private JourneyRow restored(Handle handle, JourneyRow row, JourneyRecord revision) {
    diverged(handle, row, revision);
    Instant now = clock.instant();
    handle.attach(JourneyDao.class).claim(row.journeyId(), revision.claimedBy(), now);
    RestoredAttempts.adopt(handle, row, revision.state(), now);
    return JourneyRow.locked(handle, row.journeyId());
  }

  private void diverged(Handle handle, JourneyRow row, JourneyRecord revision) {
    String subject = "run-" + revision.claimedBy() + "-revision-" + revision.state().revision();
    AlarmStore.raise(
        handle, row.journeyId(), new Alarm(AlarmKind.RUN_DIVERGED, subject), clock.instant());
  }
}
