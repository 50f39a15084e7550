package org.patientjourney.app.alarm;

import org.patientjourney.activities.alarm.AlarmDao.AlarmRow;

/** Where alarms are pushed to. */
public interface AlarmReceiver {
  /** For the log, and to note what was taken. */
  String name();

  /** Whether the receiver has the alarm now; never throws for what the receiver does. */
  boolean take(AlarmRow alarm);
}
