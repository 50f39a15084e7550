package org.patientjourney.activities.pause;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.ClinicId;

interface PauseDao {
  /**
   * False when the command was given before, or the calls are paused already. It uses up no id
   * then, but for two at the same moment.
   */
  @SqlUpdate(
      """
      insert into pause (clinic, command_id, reason, begun_at, begun_by)
      select :clinic, :commandId, :reason, :now, :by
      where not exists (select 1 from pause
        where clinic = :clinic and (command_id = :commandId or released_at is null))
      on conflict do nothing
      """)
  boolean insertIfAbsent(String clinic, String commandId, byte[] reason, Instant now, String by);

  /**
   * The one that the command began, else the one that it found in force; empty when that one has
   * just been released.
   */
  @SqlQuery(
      """
      select * from pause
      where clinic = :clinic and (command_id = :commandId or released_at is null)
      order by command_id = :commandId desc limit 1 for update
      """)
  Optional<PauseRow> findLocked(String clinic, String commandId);

  @SqlQuery("select * from pause where pause_id = :pauseId")
  Optional<PauseRow> find(long pauseId);

  /** Newest first. */
  @SqlQuery(
      """
      select * from pause
      where (not :onlyOpen or released_at is null)
        and (cast(:clinic as text) is null or clinic in (:clinic, '*'))
      order by pause_id desc limit :limit
      """)
  List<PauseRow> findAll(boolean onlyOpen, @Nullable String clinic, int limit);

  @SqlQuery(
      """
      select exists (select 1 from pause
        where clinic in (:clinic, '*') and released_at is null)
      """)
  boolean isPaused(ClinicId clinic);

  @SqlQuery("select distinct clinic from pause where released_at is null")
  Set<String> findPausedClinics();

  /** Those that are released at the same moment wait for each other. */
  @SqlQuery("select pause_id from pause where released_at is null order by pause_id for update")
  List<Long> lockInForce();

  /** False when it was released before. */
  @SqlUpdate(
      """
      update pause set released_at = :now, released_by = :by
      where pause_id = :pauseId and released_at is null
      """)
  boolean release(long pauseId, Instant now, String by);

  /**
   * The time of a pause does not count towards the grace of an invite that is owed: its due time
   * stays. Of two pauses at once, of a clinic and of all, the one that is released last adds what
   * the other has not added. By the clocks of two processes a pause may end before it began.
   */
  @SqlUpdate(
      """
      update obligation set overdue_at = overdue_at + (
        select coalesce(sum(upper(part) - lower(part)), interval '0') from unnest(
          tstzmultirange(tstzrange(greatest(basis_at, :begunAt), greatest(basis_at, :begunAt, :now)))
          - coalesce(
            (select range_agg(tstzrange(begun_at, greatest(begun_at, released_at))) from pause
              where pause_id <> :pauseId and released_at > :begunAt
                and pause.clinic in ('*', journey.clinic)),
            '{}')) as part)
      from journey
      where journey.journey_id = obligation.journey_id and journey.open
        and (:clinic = '*' or journey.clinic = :clinic)
        and obligation.kind = 'INVITE' and obligation.status = 'OPEN'
        and obligation.basis_at < :now
      """)
  void postponeInvites(long pauseId, String clinic, Instant begunAt, Instant now);
}
