package org.patientjourney.app.sweep;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.activities.record.ObligationDao;
import org.patientjourney.activities.record.ObligationRow;
import org.patientjourney.activities.webhook.WebhookDeliveryDao;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;

/**
 * Finds in PostgreSQL alone what should have happened and did not: obligations past due and grace,
 * journeys whose line did not act, and deliveries whose patient exam has become known. So it works
 * while Temporal is down, too.
 *
 * @param grace after which a journey that did not act when due raises an alarm
 */
public record Sweep(Jdbi jdbi, Duration grace, InstantSource clock) implements Runnable {
  private static final int BATCH = 200;

  @Override
  public void run() {
    while (reportOverdueObligations() == BATCH) {
      // The next batch.
    }
    reportLateJourneys();
    jdbi.onDemand(WebhookDeliveryDao.class).repeatUnmatched(clock.instant());
  }

  private int reportOverdueObligations() {
    return jdbi.inTransaction(
        handle -> {
          Instant now = clock.instant();
          List<ObligationRow> overdue = handle.attach(ObligationDao.class).markOverdue(now, BATCH);
          overdue.forEach(
              owed -> {
                Alarm alarm = new Alarm(AlarmKind.OBLIGATION_OVERDUE, owed.kind().name());
                AlarmStore.raise(handle, owed.journeyId(), alarm, now);
              });
          return overdue.size();
        });
  }

  /** An alarm that is open already is not raised again, so looking twice does no harm. */
  private void reportLateJourneys() {
    jdbi.useTransaction(
        handle -> {
          Instant now = clock.instant();
          for (JourneyRow late :
              handle.attach(JourneyDao.class).findLate(now.minus(grace), 10 * BATCH)) {
            Alarm alarm = new Alarm(AlarmKind.NEXT_STEP_OVERDUE, "due-" + late.nextDueAt());
            AlarmStore.raise(handle, late.journeyId(), alarm, now);
          }
        });
  }
}
