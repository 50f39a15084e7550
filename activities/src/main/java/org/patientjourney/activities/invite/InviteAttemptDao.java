package org.patientjourney.activities.invite;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/** Statements on {@code invite_attempt} and {@code patient_exam}. */
public interface InviteAttemptDao {
  /** The answers of a meeting's journeys, as rows of the outbox. */
  String INSERT_ANSWERS =
      """
      insert into outbox (kind, journey_id, payload, created_at, attempts, next_attempt_at)
      select 'INVITE_ANSWER', answer.journey_id, cast(answer.payload as jsonb),
        cast(:now as timestamptz), 0, cast(:now as timestamptz)
      from (
        select journey_id, payload
        from unnest(cast(:journeyIds as text[]), cast(:answers as text[])) as asked (journey_id, payload)
        where journey_id <> :asker or exists (select 1 from invite_attempt
          where meeting_id = :meetingId and number = :number and cause = 'UNANSWERED')
        union all
        select journey_id, cast(:leftOut as text) from journey
        where meeting_id = :meetingId and open and invite <> 'SENT' and journey_id <> :asker
          and not journey_id = any(cast(:journeyIds as text[])) and not
      """
          + JourneyDao.MAY_BE_LOST
          + " and not "
          + JourneyDao.LEFT_OUT
          + ") as answer";

  String EARLIER_EXISTS =
      """
      exists (select 1 from invite_attempt earlier
        join journey on journey.meeting_id = earlier.meeting_id
        where earlier.meeting_id = :meetingId and earlier.number < :number
          and exists (select 1 from patient_exam bound
            where bound.meeting_id = :meetingId and bound.attempt = earlier.number)
          and journey.exam_id = any(earlier.exam_ids)
          and journey.open and journey.invite <> 'SENT' and not journey.cancel_requested
          and not 'HELD_BY_PERSON' = any(journey.holds)
          and not exists (select 1 from patient_exam own
            where own.meeting_id = :meetingId and own.exam_id = journey.exam_id
              and (own.attempt = earlier.number or own.over_at is null)))
        or exists (select 1 from patient_exam own
          where own.meeting_id = :meetingId and own.journey_id = :meetingId
            and own.attempt < :number and own.over_at is null)
      """;

  /**
   * Stores the attempt and its token as started, or starts one again that was not sent. Only one
   * caller ever gets a token, and may call the provider; none once a later attempt exists.
   *
   * @return the attempt's token, which is that of its first start
   */
  @SqlQuery(
      """
      insert into invite_attempt (meeting_id, number, state, token_hash, token, tries, started_at,
        exam_ids)
      select cast(:meetingId as text), cast(:number as integer), 'STARTED', :tokenHash, :token, 0,
        cast(:now as timestamptz), :examIds
      where not exists (select 1 from invite_attempt later
          where later.meeting_id = :meetingId and later.number > :number)
        and not (
      """
          + EARLIER_EXISTS
          + """
            )
            on conflict (meeting_id, number) do update set state = 'STARTED',
              started_at = excluded.started_at, exam_ids = excluded.exam_ids
            where invite_attempt.state = 'NOT_SENT'
            returning token
            """)
  Optional<byte[]> start(
      MeetingId meetingId,
      int number,
      byte[] tokenHash,
      byte[] token,
      Integer[] examIds,
      Instant now);

  /**
   * Stores an attempt that a run knows of, with every exam that may be in it. Changes one that is
   * stored as not answered, or without the journey's exam.
   */
  @SqlUpdate(
      """
      insert into invite_attempt (meeting_id, number, state, token_hash, tries, started_at,
        answered_at, cause, exam_ids)
      select :meetingId, :number, :state, :tokenHash, 0, :startedAt, :now, 'RESTORED',
        array(select exam_id from journey where journey_id = :journeyId
          or (meeting_id = :meetingId and open and invite <> 'SENT'))
      on conflict (meeting_id, number) do update set token = null, cause = 'RESTORED',
        state = case when invite_attempt.state in ('NOT_SENT', 'STARTED') then excluded.state
          else invite_attempt.state end,
        exam_ids = array(select distinct unnest(invite_attempt.exam_ids || excluded.exam_ids))
      where invite_attempt.state in ('NOT_SENT', 'STARTED') or not (
        select exam_id from journey where journey_id = :journeyId) = any(invite_attempt.exam_ids)
      """)
  boolean adopt(
      MeetingId meetingId,
      int number,
      InviteStatus state,
      byte[] tokenHash,
      Instant startedAt,
      JourneyId journeyId,
      Instant now);

  /**
   * Stores an attempt whose answer a run records, and its patient exam, where the record has lost
   * the answer. An attempt that is stored as started may still be answered, so that it is unknown
   * changes nothing.
   *
   * @return whether the record had lost it
   */
  @SqlQuery(
      """
      with kept as (
        insert into invite_attempt (meeting_id, number, state, token_hash, tries, started_at,
          answered_at, cause, exam_ids)
        select cast(:meetingId as text), cast(:number as integer), :state, :tokenHash, 0,
          cast(:startedAt as timestamptz), cast(:now as timestamptz), :cause,
          array(select exam_id from journey where journey_id = :journeyId
            or (meeting_id = :meetingId and open and invite <> 'SENT'))
        where not exists (select 1 from invite_attempt
          where meeting_id = :meetingId and number = :number and state <> 'NOT_SENT'
            and (state <> 'STARTED' or :state = 'UNKNOWN'))
        on conflict (meeting_id, number) do update set token = null, state = excluded.state,
          answered_at = excluded.answered_at, cause = excluded.cause,
          exam_ids = array(select distinct unnest(invite_attempt.exam_ids || excluded.exam_ids))
        returning number),
      bound as (
        insert into patient_exam (meeting_id, attempt, exam_id, journey_id, patient_exam_id,
          bound_at)
        select :meetingId, :number, :examId, :journeyId, cast(:patientExamId as text),
          cast(:now as timestamptz)
        where cast(:patientExamId as text) is not null
        on conflict do nothing)
      select exists (select 1 from kept)
      """)
  boolean keepAnswer(
      MeetingId meetingId,
      int number,
      InviteStatus state,
      byte[] tokenHash,
      Instant startedAt,
      JourneyId journeyId,
      ExamId examId,
      @Nullable PatientExamId patientExamId,
      @Nullable String cause,
      Instant now);

  /**
   * Whether an earlier attempt turned out to exist at the provider, with an exam that the next one
   * would ask for again: one of its exams is bound, and the exam in question is in it, unbound. A
   * sender whose own exam is bound has an invite, even if its journey does not know yet.
   */
  @SqlQuery("select " + EARLIER_EXISTS)
  boolean existsEarlier(MeetingId meetingId, int number);

  @SqlQuery("select * from invite_attempt where meeting_id = :meetingId and number = :number")
  Optional<InviteAttemptRow> find(MeetingId meetingId, int number);

  @SqlQuery("select * from invite_attempt where token_hash = :tokenHash")
  Optional<InviteAttemptRow> findByToken(byte[] tokenHash);

  /** The latest attempt under which the provider has the exam, or may have it. */
  @SqlQuery(
      """
      select * from invite_attempt
      where meeting_id = :meetingId and state in ('STARTED', 'UNKNOWN', 'SENT')
        and :examId = any(exam_ids)
      order by number desc limit 1
      """)
  Optional<InviteAttemptRow> findLatestWith(MeetingId meetingId, ExamId examId);

  /** Whether the provider was or is being called for the exam in an attempt after the known one. */
  @SqlQuery(
      """
      select exists (select 1 from invite_attempt
        where meeting_id = :meetingId and number > :known and state <> 'NOT_SENT'
          and :examId = any(exam_ids))
      """)
  boolean isCalledFor(MeetingId meetingId, ExamId examId, int known);

  @SqlQuery(
      "select meeting_uuid from invite_attempt where meeting_id = :meetingId and number = :number")
  Optional<byte[]> findMeetingUuid(MeetingId meetingId, int number);

  /**
   * The request certainly did not reach the provider. Returns how often that happened.
   *
   * @param startedAt of the start whose call failed: another caller may have started it again
   */
  @SqlQuery(
      """
      update invite_attempt set state = 'NOT_SENT', tries = tries + 1, cause = :cause
      where meeting_id = :meetingId and number = :number and state = 'STARTED'
        and started_at = :startedAt
      returning tries
      """)
  Optional<Integer> markNotSent(MeetingId meetingId, int number, Instant startedAt, String cause);

  /** The asking run continues without an answer, so a later one must go through the outbox. */
  @SqlUpdate(
      """
      update invite_attempt set cause = 'UNANSWERED'
      where meeting_id = :meetingId and number = :number and state = 'STARTED'
      """)
  void markUnanswered(MeetingId meetingId, int number);

  /**
   * Stores the answer, binds the patient exams, and informs the meeting's journeys, which are given
   * as parallel arrays. Locks the incidents that the meeting probes, before the attempt.
   *
   * @return how many incidents the meeting probes; empty when the attempt was not started
   */
  @SqlQuery(
      """
      with probed as (
        select incident_id from incident where probe_journey_id = :meetingId and status = 'PROBING'
        order by incident_id for no key update),
      sent as (
        update invite_attempt set state = 'SENT', answered_at = :now, meeting_uuid = :meetingUuid,
          meeting_url = :meetingUrl, token = null
        where meeting_id = :meetingId and number = :number and state = 'STARTED'
          and (select count(*) from probed) >= 0
        returning number),
      bound as (
        insert into patient_exam (meeting_id, attempt, exam_id, journey_id, patient_exam_id,
          bound_at)
        select cast(:meetingId as text), cast(:number as integer), exam.exam_id, exam.journey_id,
          exam.patient_exam_id, cast(:now as timestamptz)
        from sent, unnest(cast(:examIds as integer[]), cast(:journeyIds as text[]),
          cast(:patientExamIds as text[])) as exam (exam_id, journey_id, patient_exam_id)
        on conflict do nothing),
      informed as (
      """
          + INSERT_ANSWERS
          + """
            , sent)
            select (select count(*) from probed) from sent
            """)
  Optional<Integer> markSent(
      MeetingId meetingId,
      int number,
      byte[] meetingUuid,
      byte[] meetingUrl,
      Integer[] examIds,
      String[] journeyIds,
      String[] patientExamIds,
      String[] answers,
      String leftOut,
      JourneyId asker,
      Instant now);

  /** The cause is set when the provider was not called. */
  @SqlUpdate(
      """
      update invite_attempt set state = 'REFUSED', answered_at = :now, refusal = :refusal,
        field = :field, token = null, cause = coalesce(:cause, cause)
      where meeting_id = :meetingId and number = :number and state = 'STARTED'
      """)
  int markRefused(
      MeetingId meetingId,
      int number,
      HoldReason refusal,
      @Nullable String field,
      @Nullable String cause,
      Instant now);

  @SqlUpdate(
      """
      update invite_attempt set state = 'UNKNOWN', answered_at = :now, cause = :cause, token = null
      where meeting_id = :meetingId and number = :number and state = 'STARTED'
      """)
  int markUnknown(MeetingId meetingId, int number, String cause, Instant now);

  @SqlUpdate(INSERT_ANSWERS)
  void insertAnswers(
      MeetingId meetingId,
      int number,
      String[] journeyIds,
      String[] answers,
      String leftOut,
      JourneyId asker,
      Instant now);

  /** Nothing is expected of the exam in this attempt any more: it may be asked for again. */
  @SqlUpdate(
      """
      update patient_exam set over_at = :now
      where meeting_id = :meetingId and attempt = :number and exam_id = :examId
        and over_at is null
      """)
  int markOver(MeetingId meetingId, int number, ExamId examId, Instant now);

  @SqlUpdate(
      """
      insert into patient_exam (meeting_id, attempt, exam_id, journey_id, patient_exam_id, bound_at)
      select :meetingId, :attempt, :examId, :journeyId, :patientExamId, :now
      from invite_attempt where meeting_id = :meetingId and number = :attempt
      on conflict do nothing
      """)
  boolean bindIfAbsent(
      MeetingId meetingId,
      int attempt,
      ExamId examId,
      JourneyId journeyId,
      @Nullable PatientExamId patientExamId,
      Instant now);

  @SqlQuery("select * from patient_exam where meeting_id = :meetingId order by attempt, exam_id")
  List<PatientExamRow> findBound(MeetingId meetingId);

  /** What the provider made of a journey's exam in one attempt. */
  @SqlQuery(
      """
      select * from patient_exam
      where meeting_id = :meetingId and attempt = :attempt and journey_id = :journeyId
      """)
  Optional<PatientExamRow> findPatientExam(MeetingId meetingId, int attempt, JourneyId journeyId);

  @SqlQuery("select * from patient_exam where patient_exam_id = :patientExamId")
  List<PatientExamRow> findBoundTo(PatientExamId patientExamId);

  @SqlQuery("select * from patient_exam where patient_exam_id = any(:patientExamIds)")
  List<PatientExamRow> findAllBoundTo(String[] patientExamIds);
}
