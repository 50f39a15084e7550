package org.patientjourney.app.alarm;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.alarm.AlarmDao.AlarmRow;
import org.patientjourney.activities.callback.CallbackSender;
import org.patientjourney.activities.callback.CallbackSender.Attempted;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.order.JourneyId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes alarms to an address, signed as callbacks are (docs/callbacks.md); a message holds ids and
 * constants alone.
 *
 * @param secrets each signs every message
 */
public record AlarmWebhook(String name, URI url, List<String> secrets, CallbackSender sender)
    implements AlarmReceiver {
  private static final Logger LOG = LoggerFactory.getLogger(AlarmWebhook.class);

  public AlarmWebhook {
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
  public boolean take(AlarmRow alarm) {
    Attempted attempted = sender.send(url, secrets, idOf(alarm), StoredJson.write(message(alarm)));
    if (!attempted.isDelivered()) {
      LOG.warn("alarm {} was not taken by {}: {}", alarm.alarmId(), name, attempted.outcome());
    }
    return attempted.isDelivered();
  }

  /** The same in each attempt, and another one in each record. */
  static UUID idOf(AlarmRow alarm) {
    String name = "alarm:" + alarm.alarmId() + ":" + alarm.since();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  /** Its path in the API, and below {@code /console}. */
  static String href(AlarmRow alarm) {
    return alarm.journeyId() == null ? "/alarms" : "/journeys/" + alarm.journeyId();
  }

  private static Message message(AlarmRow alarm) {
    Data data =
        new Data(alarm.alarmId(), alarm.kind(), alarm.journeyId(), alarm.subject(), href(alarm));
    return new Message("alarm.raised", alarm.since(), data);
  }

  /** Without address and secrets: an address may hold a key. */
  @Override
  public String toString() {
    return "AlarmWebhook[" + name + "]";
  }
}
