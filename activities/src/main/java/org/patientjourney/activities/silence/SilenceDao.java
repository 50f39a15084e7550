package org.patientjourney.activities.silence;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.patientjourney.activities.silence.SilenceRule.Counted;
import org.patientjourney.workflows.order.ClinicId;

/** Statements about what came, and when. */
interface SilenceDao {
  /** Something of a clinic. */
  record ClinicInstant(String clinic, Instant at) {}

  /** One process at a time raises and closes alarms about silence; until the transaction ends. */
  @SqlQuery("select pg_advisory_xact_lock(hashtextextended('silence', 0))")
  String lock();

  /** The latest delivery of each clinic, with a token of ours. */
  @SqlQuery(
      """
      select split_part(meeting_id, ':', 1) as clinic, max(received_at) as at
      from webhook_delivery where received_at >= :since and meeting_id is not null
      group by 1
      """)
  List<ClinicInstant> findLast(Instant since);

  /** How long calls were paused last, of a clinic or of all; until now while they are. */
  @SqlQuery(
      """
      select clinic, max(coalesce(released_at, :now)) as at from pause
      group by clinic
      """)
  List<ClinicInstant> findPausedUntil(Instant now);

  /** Of each meeting that was reported since, the first report; oldest first. */
  @SqlQuery(
      """
      select min(received_at) from webhook_delivery
      where received_at >= :since and event = 1 and meeting_id like :clinic || ':%'
      group by meeting_id order by 1
      """)
  List<Instant> findReports(ClinicId clinic, Instant since);

  @SqlQuery(
      """
      select
        (select count(distinct meeting_id) from webhook_delivery
          where received_at >= :from and received_at < :until
            and event = 1 and meeting_id like :clinic || ':%') as reported,
        (select count(distinct meeting_id) from invite_attempt
          where started_at >= :from and started_at < :until
            and state = 'SENT' and meeting_id like :clinic || ':%') as invited
      """)
  Counted count(ClinicId clinic, Instant from, Instant until);
}
