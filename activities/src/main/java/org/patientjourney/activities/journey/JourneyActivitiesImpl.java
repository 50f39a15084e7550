package org.patientjourney.activities.journey;

import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.activities.webhook.WebhookDelivery.DeliveryState;
import org.patientjourney.activities.webhook.WebhookDeliveryDao;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.order.JourneyId;
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
        jdbi.withExtension(JourneyDao.class, dao -> dao.claim(journey, runId, clock.instant()))
            .orElseThrow(
                () ->
                    new IllegalStateException("expected a row of journey " + journey + ": a bug"));
    String ended = JourneyClaim.ENDED + runId;
    String owner = ended.equals(row.claimedBy()) ? ended : runId;
    return new JourneyClaim(owner, row.state(), writer.policy());
  }

  @Override
  public RecordOutcome record(JourneyRecord revision) {
    return jdbi.inTransaction(handle -> record(handle, revision));
  }

  private RecordOutcome record(Handle handle, JourneyRecord revision) {
    JourneyState state = revision.state();
    JourneyRow row = JourneyRow.locked(handle, state.terms().journeyId());
    if (!revision.claimedBy().equals(row.claimedBy())) {
      return RecordOutcome.SUPERSEDED;
    }
    if (revision.isReset()) {
      return outOfStep(handle, row, revision);
    }
    if (state.revision() != row.revision() + 1) {
      return isRecorded(handle, row, revision)
          ? RecordOutcome.RECORDED
          : outOfStep(handle, row, revision);
    }
    if (isClosedTooEarly(handle, revision)) {
      return RecordOutcome.DELIVERY_UNAPPLIED;
    }
    writer.write(handle, row, revision, clock.instant());
    return RecordOutcome.RECORDED;
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
}
