package org.patientjourney.activities.alarm;

import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.logging.LogContext;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.order.JourneyId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Raises alarms: a row, and one WARN line with the alarm's constant code. */
public final class AlarmStore {
  private static final Logger LOG = LoggerFactory.getLogger(AlarmStore.class);

  private AlarmStore() {}

  /** Part of the caller's transaction; an alarm that is open already is not raised again. */
  public static void raise(Handle handle, @Nullable JourneyId journey, Alarm alarm, Instant now) {
    boolean isNew =
        handle.attach(AlarmDao.class).insertIfAbsent(alarm.kind(), journey, alarm.subject(), now);
    if (isNew) {
      try (LogContext about = LogContext.of(journey)) {
        LOG.warn("ALARM {} journey={} subject={}", alarm.kind(), journey, alarm.subject());
      }
    }
  }
}
