package org.patientjourney.activities.alarm;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.order.JourneyId;

/** Statements on {@code alarm}. */
public interface AlarmDao {
  /** False if the alarm is open already: it stays as it is. */
  @SqlUpdate(
      """
      insert into alarm (kind, journey_id, subject, since, next_push_at)
      values (:kind, :journeyId, :subject, :since, :since) on conflict do nothing
      """)
  boolean insertIfAbsent(
      AlarmKind kind, @Nullable JourneyId journeyId, String subject, Instant since);

  /**
   * Those of the kinds {@code first}, then the others, newest first; a page after {@code before}.
   */
  @SqlQuery(
      """
      with seen as not materialized (
        select *, kind = any(:first) as is_first from alarm
        where cast(:clinic as text) is null or journey_id like :clinic || ':%')
      select * from seen
      where (not :onlyOpen or acknowledged_at is null) and (is_first, alarm_id)
        < (coalesce((select is_first from seen where alarm_id = :before), true), :before)
      order by is_first desc, alarm_id desc limit :limit
      """)
  List<AlarmRow> findPage(
      boolean onlyOpen, @Nullable String clinic, String[] first, long before, int limit);

  @SqlQuery(
      """
      select * from alarm
      where alarm_id = :alarmId
      """)
  Optional<AlarmRow> find(long alarmId);

  /** False if it was not open. */
  @SqlUpdate(
      """
      update alarm set acknowledged_by = :by, acknowledged_at = :now, acknowledgement = :words
      where alarm_id = :alarmId and acknowledged_at is null
      """)
  boolean acknowledge(long alarmId, String by, byte @Nullable [] words, Instant now);

  /**
   * Open ones that the hold raised, and those that repeated it. One about a delivery that no
   * journey has applied tells more than the hold.
   */
  @SqlQuery(
      """
      select * from alarm
      where acknowledged_at is null and journey_id = :journeyId
        and (kind = :hold or (kind = 'HOLD_OVERDUE' and subject = :hold))
        and coalesce((
          select state from webhook_delivery
          where delivery_id
            = case when subject ~ '^[0-9a-f-]{36}$' then cast(subject as uuid) end), 'APPLIED')
          = 'APPLIED'
      order by alarm_id
      """)
  List<AlarmRow> findOfHold(JourneyId journeyId, HoldReason hold);

  /** Of some journeys, oldest first. */
  @SqlQuery(
      """
      select * from alarm
      where acknowledged_at is null and journey_id = any(:journeyIds)
      order by alarm_id
      """)
  List<AlarmRow> findOpenOf(String[] journeyIds);

  /** Journeys with an open alarm of one of the kinds. */
  @SqlQuery(
      """
      select distinct journey_id from alarm
      where acknowledged_at is null and kind = any(:kinds)
      """)
  List<JourneyId> findJourneysWith(String[] kinds);

  /** Of a kind: those that are open, and the others raised since; oldest first. */
  @SqlQuery(
      """
      select * from alarm
      where kind = :kind and (acknowledged_at is null or since >= :since)
      order by alarm_id
      """)
  List<AlarmRow> findOpenOrSince(AlarmKind kind, Instant since);

  /** The engine closes alarms whose cause is gone. */
  @SqlUpdate(
      """
      update alarm set acknowledged_by = 'engine', acknowledged_at = :now
      where acknowledged_at is null and kind = :kind and journey_id = :journeyId
      """)
  void close(JourneyId journeyId, AlarmKind kind, Instant now);

  /** Of something that is no journey's. */
  @SqlUpdate(
      """
      update alarm set acknowledged_by = 'engine', acknowledged_at = :now
      where acknowledged_at is null and kind = :kind and subject = :subject
      """)
  void closeAbout(AlarmKind kind, String subject, Instant now);

  @SqlUpdate(
      """
      update alarm set acknowledged_by = 'engine', acknowledged_at = :now
      where acknowledged_at is null and kind in ('INCIDENT_OPEN', 'INCIDENT_PROBE_FAILED')
        and (subject = :incident or subject like :incident || '-%')
        and subject is distinct from cast(:kept as text)
      """)
  void closeOfIncident(String incident, @Nullable String kept, Instant now);

  /** Takes open alarms that are to be pushed: no relay gets them again before the lease ends. */
  @SqlUpdate(
      """
      update alarm set push_attempts = push_attempts + 1, next_push_at = :leasedUntil
      where alarm_id in (
        select alarm_id from alarm where next_push_at <= :now and acknowledged_at is null
        order by next_push_at limit :limit for update skip locked)
      returning *
      """)
  @GetGeneratedKeys
  List<DueAlarm> claimPushes(Instant now, Instant leasedUntil, int limit);

  /** By a claim; null when every receiver has taken it. */
  @SqlUpdate(
      """
      update alarm set next_push_at = :nextPushAt, pushed_to = :pushedTo
      where alarm_id = :alarmId and push_attempts = :attempts
      """)
  void noteNextPush(long alarmId, int attempts, String[] pushedTo, @Nullable Instant nextPushAt);

  /**
   * An alarm to push.
   *
   * @param pushAttempts including the one that a claim begins
   * @param pushedTo receivers that have taken it
   */
  public record DueAlarm(@Nested AlarmRow alarm, int pushAttempts, List<String> pushedTo) {}

  /**
   * A row of {@code alarm}.
   *
   * @param journeyId null when it concerns more than one journey, or none
   */
  public record AlarmRow(
      long alarmId,
      AlarmKind kind,
      @Nullable JourneyId journeyId,
      String subject,
      Instant since,
      @Nullable String acknowledgedBy,
      @Nullable Instant acknowledgedAt) {}
}
