package org.patientjourney.activities.alarm;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.alarm.AlarmDao.AlarmRow;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.order.ClinicId;

/** Lists alarms and stores their acknowledgements. */
public record AlarmService(Jdbi jdbi, Encryption encryption, InstantSource clock) {

  /** The context that an acknowledgement is encrypted in. */
  public static String context(long alarmId) {
    return "alarm.acknowledgement:" + alarmId;
  }

  /** Newest first, older than the alarm {@code before}. */
  public List<AlarmRow> list(boolean onlyOpen, @Nullable ClinicId clinic, long before, int limit) {
    return jdbi.withExtension(
        AlarmDao.class,
        dao -> dao.findPage(onlyOpen, clinic == null ? null : clinic.value(), before, limit));
  }

  public Optional<AlarmRow> find(long alarmId) {
    return jdbi.withExtension(AlarmDao.class, dao -> dao.find(alarmId));
  }

  /**
   * The alarm as it is then; one that was acknowledged before stays so. Empty when there is none.
   */
  public Optional<AlarmRow> acknowledge(long alarmId, Origin origin) {
    byte[] words = encryption.encryptText(origin.reason(), context(alarmId));
    return jdbi.inTransaction(
        handle -> {
          AlarmDao alarms = handle.attach(AlarmDao.class);
          alarms.acknowledge(alarmId, origin.actor(), words, clock.instant());
          return alarms.find(alarmId);
        });
  }
}
