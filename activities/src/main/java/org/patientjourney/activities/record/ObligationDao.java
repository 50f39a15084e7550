package org.patientjourney.activities.record;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.JourneyId;

/** Statements on {@code obligation}. */
public interface ObligationDao {
  /** True of an invite that is owed while calls of its clinic are paused: it is not overdue. */
  String WAITS_FOR_RELEASE =
      """
      (kind = 'INVITE' and exists (select 1 from pause
        where pause.clinic in (split_part(journey_id, ':', 1), '*') and released_at is null))
      """;

  /**
   * True if it is new, or owed anew from another instant: by another invite, or by a resend. One
   * that is kept with the same basis stays as it is.
   */
  @SqlUpdate(
      """
      insert into obligation (journey_id, kind, owner, basis_at, due_at, overdue_at, status,
        ended_at, evidence)
      values (:journeyId, :kind, :owner, :basisAt, :dueAt, :overdueAt, :status, :endedAt, :evidence)
      on conflict (journey_id, kind) do update set basis_at = excluded.basis_at,
        due_at = excluded.due_at, overdue_at = excluded.overdue_at, status = 'OPEN',
        ended_at = null, evidence = null
      where obligation.status in ('OPEN', 'OVERDUE', 'MET', 'DROPPED')
        and excluded.status = 'OPEN' and obligation.basis_at <> excluded.basis_at
      """)
  boolean open(@BindMethods ObligationRow row);

  /** Ends what is open or overdue; what was never opened is kept as ended. */
  @SqlUpdate(
      """
      insert into obligation (journey_id, kind, owner, basis_at, due_at, overdue_at, status,
        ended_at, evidence)
      values (:journeyId, :kind, :owner, :basisAt, :dueAt, :overdueAt, :status, :endedAt, :evidence)
      on conflict (journey_id, kind) do update set status = excluded.status,
        ended_at = excluded.ended_at, evidence = excluded.evidence
      where obligation.status in ('OPEN', 'OVERDUE')
      """)
  void end(@BindMethods ObligationRow row);

  /**
   * Marks what is overdue, so that each is reported once. An invite is not while calls of its
   * clinic are paused.
   */
  @SqlUpdate(
      """
      update obligation set status = 'OVERDUE'
      where (journey_id, kind) in (
        select journey_id, kind from obligation
        where status = 'OPEN' and overdue_at <= :now and not
      """
          + WAITS_FOR_RELEASE
          + """
        order by overdue_at limit :limit for update skip locked)
      returning *
      """)
  @GetGeneratedKeys
  List<ObligationRow> markOverdue(Instant now, int limit);

  @SqlQuery("select * from obligation where journey_id = :journeyId order by kind")
  List<ObligationRow> findByJourney(JourneyId journeyId);

  /** The page after a journey; it contains all obligations of its last journey. */
  @SqlQuery(
      """
      select * from (
        select obligation.* from obligation
        join journey on journey.journey_id = obligation.journey_id
        where (cast(:status as text) is null or obligation.status = :status)
          and (cast(:clinic as text) is null or journey.clinic = :clinic)
          and obligation.journey_id > :after
        order by obligation.journey_id fetch first :limit rows with ties) page
      order by journey_id, kind
      """)
  List<ObligationRow> findPage(
      @Nullable String status, @Nullable String clinic, String after, int limit);
}
