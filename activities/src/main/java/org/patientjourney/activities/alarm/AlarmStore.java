package org.patientjourney.activities.alarm;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.alarm.AlarmDao.AlarmRow;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.encryption.OrderKeys;
import org.patientjourney.activities.logging.LogContext;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.alarm.AlarmKind.Severity;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Raises alarms, lists them, and stores their acknowledgements. */
public record AlarmStore(Jdbi jdbi, Encryption encryption, InstantSource clock) {
  private static final Logger LOG = LoggerFactory.getLogger(AlarmStore.class);
  private static final String[] PAGES =
      Arrays.stream(AlarmKind.values())
          .filter(kind -> kind.severity() == Severity.PAGE)
          .map(Enum::name)
          .toArray(String[]::new);

  /**
   * A row, and one WARN line with the alarm's constant code. Part of the caller's transaction; an
   * alarm that is open already is not raised again.
   */
  public static void raise(Handle handle, @Nullable JourneyId journey, Alarm alarm, Instant now) {
    boolean isNew =
        handle.attach(AlarmDao.class).insertIfAbsent(alarm.kind(), journey, alarm.subject(), now);
    if (isNew) {
      try (LogContext about = LogContext.of(journey)) {
        LOG.warn("ALARM {} journey={} subject={}", alarm.kind(), journey, alarm.subject());
      }
    }
  }

  /**
   * Closes the alarms of a hold that has ended, with actor and reason of the command that ended it.
   *
   * @param answer null when the engine ended it
   */
  public static void endHold(
      Handle handle,
      Encryption encryption,
      JourneyId journey,
      HoldReason hold,
      @Nullable JournalEntry answer,
      Instant now) {
    AlarmDao alarms = handle.attach(AlarmDao.class);
    List<AlarmRow> answered = alarms.findOfHold(journey, hold);
    if (answered.isEmpty()) {
      return;
    }
    String by = answer == null ? "engine" : answer.actor();
    String words = answer == null ? null : answer.note();
    Encryption ofOrder = new OrderKeys(encryption).toWrite(handle, journey);
    for (AlarmRow alarm : answered) {
      long id = alarm.alarmId();
      alarms.acknowledge(
          id, by, words == null ? null : ofOrder.encryptText(words, context(id)), now);
    }
  }

  public static String context(long alarmId) {
    return "alarm.acknowledgement:" + alarmId;
  }

  /** Open ones, those that page first, or all; then newest first. Those after {@code before}. */
  public List<AlarmRow> list(boolean onlyOpen, @Nullable ClinicId clinic, long before, int limit) {
    String[] first = onlyOpen ? PAGES : new String[0];
    return jdbi.onDemand(AlarmDao.class)
        .findPage(onlyOpen, clinic == null ? null : clinic.value(), first, before, limit);
  }

  public Optional<AlarmRow> find(long alarmId) {
    return jdbi.onDemand(AlarmDao.class).find(alarmId);
  }

  /**
   * The alarm as it is then; one that was acknowledged before stays so. Empty when there is none.
   */
  public Optional<AlarmRow> acknowledge(long alarmId, Origin origin) {
    return jdbi.inTransaction(
        handle -> {
          AlarmDao alarms = handle.attach(AlarmDao.class);
          Optional<AlarmRow> alarm = alarms.find(alarmId);
          alarm.ifPresent(
              found ->
                  alarms.acknowledge(
                      alarmId,
                      origin.actor(),
                      keyOf(handle, found.journeyId())
                          .encryptText(origin.reason(), context(alarmId)),
                      clock.instant()));
          return alarms.find(alarmId);
        });
  }

  /** Of the journey that an alarm is about, if it is about one. */
  private Encryption keyOf(Handle handle, @Nullable JourneyId journey) {
    return journey == null ? encryption : new OrderKeys(encryption).toWrite(handle, journey);
  }
}
