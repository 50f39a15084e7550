package org.patientjourney.activities.record;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.patientjourney.activities.record.OutboxRow.OutboxKind;
import org.patientjourney.workflows.order.JourneyId;

/** Statements on {@code outbox}. */
public interface OutboxDao {
  /** Returns its id. */
  @SqlUpdate(
      """
      insert into outbox (kind, journey_id, payload, created_at, attempts, next_attempt_at)
      values (:kind, :journeyId, cast(:payload as jsonb), :now, 0, :due)
      """)
  @GetGeneratedKeys("id")
  long insert(OutboxKind kind, JourneyId journeyId, String payload, Instant now, Instant due);

  /** A row that is due at once. */
  default void insert(OutboxKind kind, JourneyId journeyId, String payload, Instant now) {
    insert(kind, journeyId, payload, now, now);
  }

  /**
   * When a row is due again that is not done by then: after its lease, which doubles with each
   * claim, to an hour at most.
   */
  String LEASED_UNTIL =
      """
      cast(:now as timestamptz)
        + least(make_interval(secs => :leaseSeconds) * power(2, least(attempts, 12)),
          interval '1 hour')
      """;

  /** Takes due rows: no relay gets them again before their lease ends. No lock is kept. */
  @SqlUpdate(
      "update outbox set attempts = attempts + 1, next_attempt_at = "
          + LEASED_UNTIL
          + """
          where id in (
            select id from outbox where next_attempt_at <= :now
            order by next_attempt_at, id limit :limit for update skip locked)
          returning id, kind, journey_id, payload, attempts,
            (select open from journey where journey.journey_id = outbox.journey_id) as journey_open,
            kind = 'START' and exists (select 1 from journey
              where journey.journey_id = outbox.journey_id and claimed_by is null
                and not 'HELD_BY_PERSON' = any(holds) and not exists (select 1 from journal_entry entry
                  where entry.journey_id = outbox.journey_id and entry.kind = 'RUN_RESTARTED'))
              as first_start
          """)
  @GetGeneratedKeys
  List<OutboxRow> claimDue(Instant now, double leaseSeconds, int limit);

  /** Only for the claim that relayed it: a row that became due again meanwhile stays so. */
  @SqlUpdate(
      """
      update outbox set next_attempt_at = null, done_at = :now
      where id = :id and attempts = :attempts
      """)
  void markDone(long id, int attempts, Instant now);

  /** Only for the claim that could not relay it, as {@link #markDone}. */
  @SqlUpdate(
      """
      update outbox set next_attempt_at = :nextAttemptAt
      where id = :id and attempts = :attempts and done_at is null
      """)
  void backOff(long id, int attempts, Instant nextAttemptAt);

  /** Starts without their proof are repeated at once: an engine lost the runs that they started. */
  @SqlUpdate(
      """
      update outbox set next_attempt_at = :now
      where kind = 'START' and done_at is null
      """)
  void repeatStarts(Instant now);

  /** Gives each of these open journeys a start row, unless one waits. */
  @SqlUpdate(
      """
      insert into outbox (kind, journey_id, payload, created_at, attempts, next_attempt_at)
      select 'START', journey_id, to_jsonb(journey_id), :now, 0, :now from journey
      where open and journey_id = any(:journeys) and not exists (
        select 1 from outbox waiting where waiting.journey_id = journey.journey_id
          and waiting.kind = 'START' and waiting.done_at is null)
      """)
  int startJourneys(String[] journeys, Instant now);
}
