package org.patientjourney.activities.invite;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/** Statements on {@code invite_attempt} and {@code patient_exam}. */
@RegisterConstructorMapper(InviteAttemptRow.class)
@RegisterConstructorMapper(PatientExamRow.class)
public interface InviteAttemptDao {
  /** The cause of a started attempt whose run has gone on without the answer. */
  String UNANSWERED = "UNANSWERED";

  String EARLIER_EXISTS =
      """
      exists (select 1 from invite_attempt earlier
        join journey on journey.meeting_id = earlier.meeting_id
        where earlier.meeting_id = :meetingId and earlier.number < :number
          and exists (select 1 from patient_exam bound
            where bound.meeting_id = :meetingId and bound.attempt = earlier.number)
          and (earlier.exam_ids is null or journey.exam_id = any(earlier.exam_ids))
          and journey.open and journey.invite <> 'SENT' and not journey.cancel_requested
          and not 'HELD_BY_PERSON' = any(journey.holds)
          and not exists (select 1 from patient_exam own
            where own.meeting_id = :meetingId and own.exam_id = journey.exam_id
              and (own.attempt = earlier.number or own.over_at is null)))
        or exists (select 1 from patient_exam own
          where own.meeting_id = :meetingId and own.journey_id = :meetingId
            and own.attempt < :number and own.over_at is null)
      """;

  @SqlUpdate(
      """
      insert into invite_attempt (meeting_id, number, state, token_hash, token, tries, prepared_at)
      values (:meetingId, :number, 'PREPARED', :tokenHash, :token, 0, :now)
      on conflict (meeting_id, number) do nothing
      """)
  boolean insertIfAbsent(
      MeetingId meetingId, int number, byte[] tokenHash, byte[] token, Instant now);

  @SqlQuery(
      """
      select meeting_id, number, state, tries, started_at, refusal, field from invite_attempt
      where meeting_id = :meetingId and number = :number
      """)
  Optional<InviteAttemptRow> find(MeetingId meetingId, int number);

  @SqlQuery(
      """
      select meeting_id, number, state, tries, started_at, refusal, field from invite_attempt
      where token_hash = :tokenHash
      """)
  Optional<InviteAttemptRow> findByToken(byte[] tokenHash);

  /** Of an attempt that may still be started. */
  @SqlQuery(
      """
      select token from invite_attempt
      where meeting_id = :meetingId and number = :number and state = 'PREPARED'
      """)
  Optional<byte[]> findToken(MeetingId meetingId, int number);

  /**
   * Only one caller ever gets true, and may call the provider. Once a later attempt exists, all get
   * false.
   */
  @SqlUpdate(
      """
      update invite_attempt set state = 'STARTED', started_at = :now, exam_ids = :examIds
      where meeting_id = :meetingId and number = :number and state = 'PREPARED'
        and not exists (select 1 from invite_attempt later
          where later.meeting_id = :meetingId and later.number > :number)
        and not (
      """
          + EARLIER_EXISTS
          + ")")
  boolean start(MeetingId meetingId, int number, Integer[] examIds, Instant now);

  /**
   * Whether an earlier attempt turned out to exist at the provider, with an exam that the next one
   * would ask for again: one of its exams is bound, and the exam in question is in it, unbound. A
   * leader whose own exam is bound has an invite, even if its journey does not know yet.
   */
  @SqlQuery("select " + EARLIER_EXISTS)
  boolean existsEarlier(MeetingId meetingId, int number);

  /** Nothing is expected of the exam in this attempt any more: it may be asked for again. */
  @SqlUpdate(
      """
      update patient_exam set over_at = :now
      where meeting_id = :meetingId and attempt = :number and exam_id = :examId
        and over_at is null
      """)
  int markOver(MeetingId meetingId, int number, ExamId examId, Instant now);

  /** Whether the attempt was started with the exam; true of one that was never started. */
  @SqlQuery(
      """
      select not exists (select 1 from invite_attempt
        where meeting_id = :meetingId and number = :number
          and exam_ids is not null and not :examId = any(exam_ids))
      """)
  boolean includes(MeetingId meetingId, int number, ExamId examId);

  /** Whether the provider was or is being called for the exam in an attempt after the known one. */
  @SqlQuery(
      """
      select exists (select 1 from invite_attempt
        where meeting_id = :meetingId and number > :known and state <> 'PREPARED'
          and :examId = any(exam_ids))
      """)
  boolean isCalledFor(MeetingId meetingId, ExamId examId, int known);

  /** An incident holds the meeting: the attempt is answered without a call. */
  @SqlUpdate(
      """
      update invite_attempt set state = 'REFUSED', started_at = :now, answered_at = :now,
        exam_ids = :examIds, refusal = :refusal, cause = 'incident', token = null
      where meeting_id = :meetingId and number = :number and state = 'PREPARED'
      """)
  int markHeld(MeetingId meetingId, int number, Integer[] examIds, HoldReason refusal, Instant now);

  /** The latest attempt under which the provider has the exam, or may have it. */
  @SqlQuery(
      """
      select meeting_id, number, state, tries, started_at, refusal, field from invite_attempt
      where meeting_id = :meetingId and state in ('STARTED', 'UNKNOWN', 'SENT')
        and (exam_ids is null or :examId = any(exam_ids))
      order by number desc limit 1
      """)
  Optional<InviteAttemptRow> findLatestWith(MeetingId meetingId, ExamId examId);

  @SqlQuery(
      "select meeting_uuid from invite_attempt where meeting_id = :meetingId and number = :number")
  Optional<byte[]> findMeetingUuid(MeetingId meetingId, int number);

  /** The request certainly did not reach the provider: the attempt may be started again. */
  @SqlUpdate(
      """
      update invite_attempt set state = 'PREPARED', tries = tries + 1, cause = :cause
      where meeting_id = :meetingId and number = :number and state = 'STARTED'
      """)
  int undoStart(MeetingId meetingId, int number, String cause);

  /** The asking run continues without an answer, so a later one must go through the outbox. */
  @SqlUpdate(
      """
      update invite_attempt set cause = 'UNANSWERED'
      where meeting_id = :meetingId and number = :number and state = 'STARTED'
      """)
  void markUnanswered(MeetingId meetingId, int number);

  /**
   * Binds the patient exams too, which are given as parallel arrays. Returns the attempt's cause,
   * which may be empty; nothing when the attempt was not started.
   */
  @SqlQuery(
      """
      with sent as (
        update invite_attempt set state = 'SENT', answered_at = :now, meeting_uuid = :meetingUuid,
          meeting_url = :meetingUrl, token = null
        where meeting_id = :meetingId and number = :number and state = 'STARTED'
        returning coalesce(cause, '') as cause),
      bound as (
        insert into patient_exam (meeting_id, attempt, exam_id, journey_id, patient_exam_id,
          bound_at)
        select cast(:meetingId as text), cast(:number as integer), exam.exam_id, exam.journey_id,
          exam.patient_exam_id, cast(:now as timestamptz)
        from sent, unnest(cast(:examIds as integer[]), cast(:journeyIds as text[]),
          cast(:patientExamIds as text[])) as exam (exam_id, journey_id, patient_exam_id)
        on conflict do nothing)
      select cause from sent
      """)
  Optional<String> markSent(
      MeetingId meetingId,
      int number,
      byte[] meetingUuid,
      byte[] meetingUrl,
      Integer[] examIds,
      String[] journeyIds,
      String[] patientExamIds,
      Instant now);

  /** Returns the attempt's cause, as {@link #markSent}. */
  @SqlQuery(
      """
      update invite_attempt set state = 'REFUSED', answered_at = :now, refusal = :refusal,
        field = :field, token = null
      where meeting_id = :meetingId and number = :number and state = 'STARTED'
      returning coalesce(cause, '') as cause
      """)
  Optional<String> markRefused(
      MeetingId meetingId, int number, HoldReason refusal, @Nullable String field, Instant now);

  @SqlUpdate(
      """
      update invite_attempt set state = 'UNKNOWN', answered_at = :now, cause = :cause, token = null
      where meeting_id = :meetingId and number = :number and state = 'STARTED'
      """)
  int markUnknown(MeetingId meetingId, int number, String cause, Instant now);

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
}
