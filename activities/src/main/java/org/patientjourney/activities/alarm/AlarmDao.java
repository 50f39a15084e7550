package org.patientjourney.activities.alarm;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.journey.JourneyId;

/** Statements on {@code alarm}. */
@RegisterConstructorMapper(AlarmRow.class)
public interface AlarmDao {
  /** Tells whether the alarm is new; one that is open already stays as it is. */
  @SqlUpdate(
      """
      insert into alarm (kind, journey_id, subject, since)
      values (:kind, :journeyId, :subject, :since) on conflict do nothing
      """)
  boolean insertIfAbsent(AlarmKind kind, JourneyId journeyId, String subject, Instant since);

  @SqlQuery(
      """
      select alarm_id, kind, journey_id, subject, since from alarm
      where acknowledged_at is null order by since desc, alarm_id desc limit 500
      """)
  List<AlarmRow> findOpen();
}
