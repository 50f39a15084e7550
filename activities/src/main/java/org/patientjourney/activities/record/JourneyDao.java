package org.patientjourney.activities.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.customizer.BindMethodsList;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.PlannedByValues;
import org.patientjourney.workflows.journey.Stage;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.order.OrderId;

/** Statements on {@code journey}. */
@RegisterRowMapper(JourneyRow.Mapper.class)
public interface JourneyDao {
  /**
   * A journey and the transaction that changed it last.
   *
   * @param changedInNumber orders changes within one database; it means nothing in another
   */
  record Changed(JourneyRow journey, long changedInNumber) {
    public static final class Mapper implements RowMapper<Changed> {
      @Override
      public Changed map(ResultSet row, StatementContext context) throws SQLException {
        return new Changed(
            new JourneyRow.Mapper().map(row, context), row.getLong("changed_in_number"));
      }
    }
  }

  /** Marks the claim of a run that the record has ended. */
  String ENDED = "ended:";

  String MARKED_ENDED = "'" + ENDED + "' || ";

  /** The transaction that changes the revision is what readers of changes look for. */
  String UPDATE =
      """
      update journey set meeting_id = :meetingId, open = :open, stage = :stage, invite = :invite,
        handover = :handover, decision = :decision, fulfilment = :fulfilment, holds = :holds,
        next_due_at = :nextDueAt, snapshot = cast(:snapshot as jsonb), revision = :revision,
        journal_seq = :head.seq, journal_hash = :head.hash, updated_at = :updatedAt,
        cancel_requested = :cancelRequested,
        changed_in = case revision when :revision then changed_in else pg_current_xact_id() end
      where journey_id = :journeyId
      """;

  /** With its first entry of the journal and the row that starts its run, due at an instant. */
  @SqlUpdate(
      """
      with created as (
        insert into journey (journey_id, clinic, order_id, exam_id, meeting_id, open, stage, invite,
          handover, decision, fulfilment, holds, next_due_at, snapshot, revision, journal_seq,
          journal_hash, created_at, updated_at, cancel_requested)
        values (:journeyId, :clinic, :orderId, :examId, :meetingId, :open, :stage, :invite,
          :handover, :decision, :fulfilment, :holds, :nextDueAt, cast(:snapshot as jsonb),
          :revision, :entry.seq, :entry.hash, :createdAt, :updatedAt, :cancelRequested)),
      journal as (
        insert into journal_entry (journey_id, seq, revision, kind, at, actor, detail, note,
          note_digest, prev_hash, hash)
        values (:journeyId, :entry.seq, :entry.revision, :entry.kind, :entry.at, :entry.actor,
          :entry.detail, :entry.note, :entry.noteDigest, :entry.prevHash, :entry.hash))
      insert into outbox (kind, journey_id, payload, created_at, attempts, next_attempt_at)
      values ('START', :journeyId, to_jsonb(cast(:journeyId as text)), :createdAt, 0, :startDue)
      """)
  void insert(
      @BindMethods JourneyRow row, @BindMethods("entry") JournalRow entry, Instant startDue);

  @SqlQuery("select * from journey where journey_id = :journeyId")
  Optional<JourneyRow> find(JourneyId journeyId);

  /** Locks the row until the transaction ends; rows that refer to it may still be inserted. */
  @SqlQuery("select * from journey where journey_id = :journeyId for no key update")
  Optional<JourneyRow> findLocked(JourneyId journeyId);

  /**
   * Locks the journey and makes the run its owner, unless that run was ended; its start row is
   * done. Answers and deliveries that an earlier run received and did not record are due again, and
   * an alarm that the run is missing ends. What an answer is known by: {@code InviteAnswer.key} and
   * {@code digest}.
   *
   * @return the row as it was before
   */
  @SqlQuery(
      """
      with locked as (
        select * from journey where journey_id = :journeyId for no key update),
      own as (
        select * from locked where claimed_by is distinct from
      """
          + MARKED_ENDED
          + """
            :runId),
      claimed as (
        update journey set claimed_by = :runId
        where journey_id in (select journey_id from own where claimed_by is distinct from :runId)
        returning journey_id),
      started as (
        update outbox set next_attempt_at = null, done_at = :now
        where journey_id in (select journey_id from claimed) and kind = 'START' and done_at is null),
      answers as (
        update outbox set next_attempt_at = :now, done_at = null, attempts = attempts + 1
        where journey_id = :journeyId and kind = 'INVITE_ANSWER' and exists (select 1 from own
          where not snapshot -> 'applied' @> jsonb_build_array(jsonb_build_object(
            'key', concat('answer:', payload ->> 'attempt', ':', payload ->> 'status'),
            'digest', coalesce(payload ->> 'patientExamId', payload ->> 'refusal', 'null'))))),
      alarms as (
        update alarm set acknowledged_by = 'engine', acknowledged_at = :now
        where journey_id in (select journey_id from claimed) and kind = 'RUN_MISSING'
          and acknowledged_at is null),
      deliveries as (
        update webhook_delivery set next_attempt_at = :now
        where journey_id in (select journey_id from own) and state = 'SIGNALLED')
      select * from locked
      """)
  Optional<JourneyRow> claim(JourneyId journeyId, String runId, Instant now);

  /** Ends the run's claim: it can neither record nor claim any more. */
  @SqlUpdate(
      "update journey set claimed_by = "
          + MARKED_ENDED
          + "claimed_by where journey_id = :journeyId")
  void endRun(JourneyId journeyId);

  @SqlUpdate(UPDATE)
  int update(@BindMethods JourneyRow row, @BindMethods("head") JournalHead head);

  /** With entries of its journal, up to the head. */
  @SqlUpdate(
      """
      with journal as (
        insert into journal_entry (journey_id, seq, revision, kind, at, actor, detail, note,
          note_digest, prev_hash, hash)
        values <rows>)
      """
          + UPDATE)
  int update(
      @BindMethods JourneyRow row,
      @BindMethods("head") JournalHead head,
      @BindMethodsList(
              value = "rows",
              methodNames = {
                "journeyId",
                "seq",
                "revision",
                "kind",
                "at",
                "actor",
                "detail",
                "note",
                "noteDigest",
                "prevHash",
                "hash"
              })
          List<JournalRow> rows);

  @SqlQuery("select * from journey where journey_id = any(:journeyIds)")
  List<JourneyRow> findAll(String[] journeyIds);

  /** The journals of some journeys, each oldest first. */
  @SqlQuery(
      """
      select * from journal_entry where journey_id = any(:journeyIds) order by journey_id, seq
      """)
  List<JournalRow> findJournals(String[] journeyIds);

  @SqlQuery("select * from journal_entry where journey_id = :journeyId order by seq")
  List<JournalRow> findJournal(JourneyId journeyId);

  @SqlQuery("select * from journey where meeting_id = :meetingId order by exam_id")
  List<JourneyRow> findByMeeting(MeetingId meetingId);

  /**
   * Open journeys whose exam is in an attempt of the meeting. One that was invited anew has left
   * the meeting, but not the attempt that it was bound in.
   */
  @SqlQuery(
      """
      select * from journey
      where open and journey_id in (
          select journey_id from journey where meeting_id = :meetingId
          union select journey_id from patient_exam
            where meeting_id = :meetingId and attempt = :attempt)
        and not exists (select 1 from invite_attempt
          where meeting_id = :meetingId and number = :attempt
            and not journey.exam_id = any(exam_ids))
      order by exam_id
      """)
  List<JourneyRow> findOpenInAttempt(MeetingId meetingId, int attempt);

  /** Whether a journey may be in an attempt that the record lost when it was restored. */
  String MAY_BE_LOST =
      """
      exists (select 1 from invite_attempt lost
        where lost.meeting_id = :meetingId and lost.cause = 'RESTORED'
          and journey.exam_id = any(lost.exam_ids))
      """;

  /**
   * Whether an earlier attempt left a journey out: it leaves the meeting with that answer, even if
   * its run does not know yet, and is invited by its own.
   */
  String LEFT_OUT =
      """
      exists (select 1 from invite_attempt earlier
        where earlier.meeting_id = :meetingId and earlier.number < :number
          and earlier.state <> 'NOT_SENT' and not journey.exam_id = any(earlier.exam_ids))
      """;

  /**
   * Those that an attempt of the meeting is made for: see {@code InviteActivities.sendInvite}.
   * After a restore the asker alone knows that it is not in an attempt that the record has lost.
   */
  @SqlQuery(
      """
      select * from journey
      where meeting_id = :meetingId and open and invite <> 'SENT' and not cancel_requested
        and not 'HELD_BY_PERSON' = any(holds)
        and not exists (select 1 from patient_exam bound
          where bound.meeting_id = :meetingId and bound.journey_id = journey.journey_id
            and bound.over_at is null)
        and (journey_id = :asker or not
      """
          + MAY_BE_LOST
          + ") and not "
          + LEFT_OUT
          + " order by exam_id")
  List<JourneyRow> findToInvite(MeetingId meetingId, int number, JourneyId asker);

  /** Of those meetings that have one journey only. */
  @SqlQuery(
      """
      select meeting_id, min(journey_id) as journey_id from journey
      where meeting_id = any(:meetingIds) group by meeting_id having count(*) = 1
      """)
  List<OnlyJourney> findOnlyJourneys(String[] meetingIds);

  /** The one journey of a meeting. */
  record OnlyJourney(MeetingId meetingId, JourneyId journeyId) {}

  @SqlQuery("select * from journey where clinic = :clinic and order_id = :orderId order by exam_id")
  List<JourneyRow> findByOrder(ClinicId clinic, OrderId orderId);

  @SqlQuery(
      """
      select * from journey
      where (cast(:clinic as text) is null or clinic = :clinic)
        and (cast(:orderId as text) is null or order_id = :orderId)
        and (cast(:patientId as text) is null or journey_id = any(array(
          select ordered.journey_id from exam_order
          join journey ordered using (clinic, order_id) where patient_id = :patientId)))
        and (cast(:patientExamId as text) is null or journey_id = any(array(
          select journey_id from patient_exam where patient_exam_id = :patientExamId)))
        and (cast(:stage as text) is null or stage = :stage)
        and (cast(:open as boolean) is null or open = :open)
        and (cast(:hold as text) is null or (:hold = any(holds) and holds <> '{}'))
        and (cast(:createdBefore as timestamptz) is null or created_at < :createdBefore)
        and (cast(:dueAfter as timestamptz) is null or (open and next_due_at >= :dueAfter))
        and (cast(:dueBefore as timestamptz) is null or (open and next_due_at < :dueBefore))
        and journey_id > :after
      order by journey_id limit :limit
      """)
  @PlannedByValues
  List<JourneyRow> findPage(@BindMethods JourneyQuery query);

  /** The first open journeys whose next step is past its time, the longest overdue first. */
  @SqlQuery(
      """
      select * from journey
      where open and next_due_at < :now and (cast(:clinic as text) is null or clinic = :clinic)
      order by next_due_at, journey_id limit :limit
      """)
  List<JourneyRow> findOverdue(@Nullable String clinic, Instant now, int limit);

  /** The first open journeys that wait for a person: soonest due, then the longest unchanged. */
  @SqlQuery(
      """
      select * from journey
      where open and stage = 'HELD' and (cast(:clinic as text) is null or clinic = :clinic)
      order by next_due_at, updated_at, journey_id limit :limit
      """)
  List<JourneyRow> findHeld(@Nullable String clinic, int limit);

  /**
   * Journeys that changed after a cursor, oldest change first. A transaction gets its number before
   * it commits, so only numbers below those of all running transactions are listed: a later commit
   * cannot fall before the cursor.
   */
  @SqlQuery(
      """
      select journey.*, cast(cast(changed_in as text) as bigint) as changed_in_number from journey
      where (changed_in, journey_id) > (cast(cast(:transaction as text) as xid8), :journeyId)
        and changed_in < pg_snapshot_xmin(pg_current_snapshot())
        and (cast(:clinic as text) is null or clinic = :clinic)
      order by changed_in, journey_id limit :limit
      """)
  @RegisterRowMapper(Changed.Mapper.class)
  List<Changed> findChanged(long transaction, String journeyId, @Nullable String clinic, int limit);

  /**
   * Open journeys whose line should have acted: what falls due is recorded at once. One that was
   * recorded since, such as a reopened one whose link expired long ago, has its time to act.
   */
  @SqlQuery(
      """
      select * from journey
      where open and next_due_at <= :dueBefore and updated_at <= :dueBefore
      order by next_due_at limit :limit
      """)
  List<JourneyRow> findLate(Instant dueBefore, int limit);

  /** Half of the open journeys were accepted before it; empty when none is open. */
  @SqlQuery(
      """
      select percentile_disc(0.5) within group (order by created_at) as middle from journey
      where open having count(*) > 0
      """)
  Optional<Instant> findMiddleOfOpen();

  /** Open journeys without a waiting start row, after a cursor: each must have a run. */
  @SqlQuery(
      """
      select journey_id, stage from journey
      where open and journey_id > :after and updated_at < :updatedBefore
        and not exists (select 1 from outbox where outbox.journey_id = journey.journey_id
          and outbox.kind = 'START' and outbox.done_at is null)
      order by journey_id limit :limit
      """)
  List<ExpectedRun> findExpectedToRun(String after, Instant updatedBefore, int limit);

  /** A journey that must have a run, and where it stands in the record. */
  record ExpectedRun(JourneyId journeyId, Stage stage) {}

  /**
   * Which journeys a page shows, in the order of their ids; a filter that is null takes all.
   *
   * @param hold only with a hold of this reason
   * @param createdBefore ordered before
   * @param dueAfter open, and due at this instant or later
   * @param dueBefore open, and due before this instant
   * @param after the last id of the page before
   */
  public record JourneyQuery(
      @Nullable String clinic,
      @Nullable String orderId,
      @Nullable String patientId,
      @Nullable String patientExamId,
      @Nullable String stage,
      @Nullable Boolean open,
      @Nullable String hold,
      @Nullable Instant createdBefore,
      @Nullable Instant dueAfter,
      @Nullable Instant dueBefore,
      String after,
      int limit) {}
}
