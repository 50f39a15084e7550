package org.patientjourney.app.alarm;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.alarm.AlarmDao;
import org.patientjourney.activities.alarm.AlarmDao.AlarmRow;
import org.patientjourney.activities.alarm.AlarmDao.DueAlarm;
import org.patientjourney.activities.callback.CallbackSender;
import org.patientjourney.activities.callback.CallbackSender.Attempted;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.logging.LogContext;
import org.patientjourney.app.relay.Relay;
import org.patientjourney.app.relay.Relay.RelayQueue;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.order.JourneyId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes each open alarm to one address, at least once, until it is taken or acknowledged. A
 * message is signed as callbacks are (docs/callbacks.md) and holds ids and constants alone.
 *
 * @param name of the receiver, for the log
 * @param secrets each signs every message
 */
public record AlarmRelay(
    Jdbi jdbi,
    String name,
    URI url,
    List<String> secrets,
    CallbackSender sender,
    InstantSource clock)
    implements RelayQueue<DueAlarm> {
  private static final Logger LOG = LoggerFactory.getLogger(AlarmRelay.class);

  /** Longer than a batch takes whose messages all time out. */
  private static final Duration LEASE = Duration.ofMinutes(1);

  public AlarmRelay {
    secrets = List.copyOf(secrets);
  }

  /** The message, as callbacks have it. */
  public record Message(String type, Instant timestamp, Data data) {}

  /**
   * An alarm.
   *
   * @param journeyId null when it concerns more than one journey, or none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Data(
      long alarmId, AlarmKind kind, @Nullable JourneyId journeyId, String subject, String href) {}

  @Override
  public List<DueAlarm> claimDue(Instant now, Duration lease, int limit) {
    return jdbi.withExtension(AlarmDao.class, dao -> dao.claimPushes(now, now.plus(LEASE), limit));
  }

  @Override
  public boolean handle(DueAlarm due) {
    AlarmRow alarm = due.alarm();
    Attempted attempted = sender.send(url, secrets, idOf(alarm), StoredJson.write(message(alarm)));
    if (!attempted.isDelivered()) {
      LOG.warn("alarm {} was not taken by {}: {}", alarm.alarmId(), name, attempted.outcome());
    }
    note(due, attempted.isDelivered() ? null : clock.instant().plus(Relay.backOff(attempts(due))));
    return attempted.isDelivered();
  }

  /** The same in each attempt, and another one in each record. */
  private static UUID idOf(AlarmRow alarm) {
    String name = "alarm:" + alarm.alarmId() + ":" + alarm.since();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  private static Message message(AlarmRow alarm) {
    Data data =
        new Data(
            alarm.alarmId(),
            alarm.kind(),
            alarm.journeyId(),
            alarm.subject(),
            alarm.journeyId() == null ? "/alarms" : "/journeys/" + alarm.journeyId());
    return new Message("alarm.raised", alarm.since(), data);
  }

  private void note(DueAlarm due, @Nullable Instant nextPushAt) {
    jdbi.useExtension(
        AlarmDao.class,
        dao -> dao.noteNextPush(due.alarm().alarmId(), due.pushAttempts(), nextPushAt));
  }

  @Override
  public void backOff(DueAlarm due, Instant nextAttemptAt) {
    note(due, nextAttemptAt);
  }

  @Override
  public int attempts(DueAlarm due) {
    return due.pushAttempts();
  }

  @Override
  public LogContext about(DueAlarm due) {
    return LogContext.of(due.alarm().journeyId());
  }

  /** Without address and secrets: an address may hold a key. */
  @Override
  public String toString() {
    return "AlarmRelay[" + name + "]";
  }
}
