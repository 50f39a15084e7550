package org.patientjourney.app.callback;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.alarm.AlarmDao;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.callback.CallbackDao;
import org.patientjourney.activities.callback.CallbackDao.EndpointRow;
import org.patientjourney.activities.callback.CallbackEndpoint;
import org.patientjourney.activities.callback.CallbackMessages;
import org.patientjourney.activities.callback.CallbackRow;
import org.patientjourney.activities.callback.CallbackSender;
import org.patientjourney.activities.callback.CallbackSender.Attempted;
import org.patientjourney.activities.logging.LogContext;
import org.patientjourney.app.relay.Relay;
import org.patientjourney.app.relay.Relay.RelayQueue;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;

/**
 * The messages of one endpoint. One that fails makes the endpoint pause as a whole, longer each
 * time; the messages wait in the record.
 *
 * @param disableAfter how long an endpoint may fail until nothing more is sent to it
 */
public record CallbackRelay(
    Jdbi jdbi,
    CallbackEndpoint endpoint,
    CallbackMessages messages,
    CallbackSender sender,
    Duration disableAfter,
    InstantSource clock)
    implements RelayQueue<CallbackRow> {
  /** Longer than a batch takes whose messages all time out. */
  private static final Duration LEASE = Duration.ofMinutes(1);

  /** Receivers are down for days, and are not to be called every few minutes. */
  private static final Duration LONGEST_DELAY = Duration.ofHours(1);

  /** Attempts whose delays together take a day. */
  private static final int UNDELIVERED_AFTER = 35;

  /** Attempts of our own that failed together take some minutes. */
  private static final int STUCK_AFTER = 10;

  @Override
  public List<CallbackRow> claimDue(Instant now, Duration lease, int limit) {
    return jdbi.onDemand(CallbackDao.class).claimDue(endpoint.id(), now, now.plus(LEASE), limit);
  }

  @Override
  public boolean handle(CallbackRow row) {
    if (isPaused()) {
      jdbi.onDemand(CallbackDao.class).giveBack(row.id(), row.attempts());
      return false;
    }
    Attempted attempted = sender.send(endpoint, row.callbackId(), messages.body(endpoint, row));
    jdbi.useTransaction(handle -> note(handle, row, attempted));
    return attempted.isDelivered();
  }

  private boolean isPaused() {
    return jdbi.onDemand(CallbackDao.class).isPaused(endpoint.id(), clock.instant());
  }

  private void note(Handle handle, CallbackRow row, Attempted attempted) {
    CallbackDao callbacks = handle.attach(CallbackDao.class);
    Instant now = clock.instant();
    if (attempted.isDelivered()) {
      callbacks.markDelivered(row.id(), row.attempts(), attempted.outcome(), now);
      callbacks.succeed(endpoint.id(), now);
      if (row.attempts() >= UNDELIVERED_AFTER) {
        handle.attach(AlarmDao.class).close(row.journeyId(), AlarmKind.CALLBACK_UNDELIVERED, now);
      }
      return;
    }
    callbacks.backOff(
        row.id(), row.attempts(), attempted.outcome(), now.plus(delay(row.attempts())));
    EndpointRow health = callbacks.fail(endpoint.id(), now);
    callbacks.pause(endpoint.id(), now.plus(pause(health, attempted)));
    Instant failingSince = health.failingSince();
    boolean isDead = failingSince != null && !failingSince.plus(disableAfter).isAfter(now);
    if (attempted.isGone() || isDead) {
      disable(handle, now);
    } else if (row.attempts() >= UNDELIVERED_AFTER) {
      raise(handle, row, AlarmKind.CALLBACK_UNDELIVERED, endpoint.id());
    }
  }

  private void raise(Handle handle, CallbackRow row, AlarmKind kind, String subject) {
    AlarmStore.raise(handle, row.journeyId(), new Alarm(kind, subject), clock.instant());
  }

  private static Duration delay(int attempts) {
    return Relay.backOff(attempts, LONGEST_DELAY);
  }

  private static Duration pause(EndpointRow health, Attempted attempted) {
    Duration own = delay(health.failures());
    Duration asked = attempted.retryAfter();
    if (asked == null || asked.compareTo(own) < 0) {
      return own;
    }
    return asked.compareTo(LONGEST_DELAY) < 0 ? asked : LONGEST_DELAY;
  }

  private void disable(Handle handle, Instant now) {
    if (handle.attach(CallbackDao.class).disable(endpoint.id(), now)) {
      AlarmStore.raise(handle, null, new Alarm(AlarmKind.CALLBACKS_STOPPED, endpoint.id()), now);
    }
  }

  /** Our own failure: the endpoint is not to blame. */
  @Override
  public void backOff(CallbackRow row, Instant nextAttemptAt) {
    jdbi.useTransaction(
        handle -> {
          handle
              .attach(CallbackDao.class)
              .backOff(row.id(), row.attempts(), "NOT_SENT", nextAttemptAt);
          if (row.attempts() >= STUCK_AFTER) {
            raise(handle, row, AlarmKind.RELAY_STUCK, "callback-" + row.id());
          }
        });
  }

  @Override
  public int attempts(CallbackRow row) {
    return row.attempts();
  }

  @Override
  public LogContext about(CallbackRow row) {
    return LogContext.of(row.journeyId());
  }
}
