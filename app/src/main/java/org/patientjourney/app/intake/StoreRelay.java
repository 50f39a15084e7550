package org.patientjourney.app.intake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.intake.StoreDelivery;
import org.patientjourney.activities.intake.StoreDeliveryDao;
import org.patientjourney.activities.intake.StoreOutcome;
import org.patientjourney.activities.logging.LogContext;
import org.patientjourney.app.relay.Relay;
import org.patientjourney.app.relay.Relay.RelayQueue;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;

/**
 * Settles deliveries that the request which brought them could not settle, and cancels the journeys
 * of those that cancel an order.
 */
public record StoreRelay(
    Jdbi jdbi, StoreIntake intake, StoreCancellation cancellation, InstantSource clock)
    implements RelayQueue<StoreDelivery> {
  /** Longer than a batch takes whose journeys all answer late. */
  private static final Duration LEASE = Duration.ofMinutes(2);

  /** Attempts that failed together take some minutes. */
  private static final int STUCK_AFTER = 10;

  @Override
  public List<StoreDelivery> claimDue(Instant now, Duration lease, int limit) {
    return jdbi.onDemand(StoreDeliveryDao.class).claimDue(now, now.plus(LEASE), limit);
  }

  @Override
  public boolean handle(StoreDelivery row) {
    StoreDelivery settled = row.outcome() == null ? intake.settle(row) : row;
    if (settled.outcome() != StoreOutcome.CANCELLING || cancellation.carryOut(settled)) {
      return true;
    }
    Instant again = clock.instant().plus(Relay.backOff(row.attempts()));
    jdbi.onDemand(StoreDeliveryDao.class).backOff(row.id(), row.attempts(), again);
    return false;
  }

  @Override
  public void backOff(StoreDelivery row, Instant nextAttemptAt) {
    jdbi.useTransaction(
        handle -> {
          handle.attach(StoreDeliveryDao.class).backOff(row.id(), row.attempts(), nextAttemptAt);
          if (row.attempts() >= STUCK_AFTER) {
            Alarm stuck = new Alarm(AlarmKind.RELAY_STUCK, "store-delivery-" + row.id());
            AlarmStore.raise(handle, null, stuck, clock.instant());
          }
        });
  }

  @Override
  public int attempts(StoreDelivery row) {
    return row.attempts();
  }

  @Override
  public LogContext about(StoreDelivery row) {
    return LogContext.of(null);
  }
}
