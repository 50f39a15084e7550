package org.patientjourney.activities.attachment;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/** Statements on {@code attachment}. */
@RegisterConstructorMapper(AttachmentRow.class)
interface AttachmentDao {
  @SqlUpdate(
      """
      insert into attachment (meeting_id, attempt, exam_id, journey_id, content_hash, name, label,
        media_type, size, state, tries, asked_by, prepared_at)
      values (:meetingId, :attempt, :examId, :journeyId, :contentHash, :name, :label,
        :mediaType, :size, 'PREPARED', 0, :askedBy, :now)
      on conflict (meeting_id, attempt, exam_id, content_hash) do nothing
      """)
  boolean insertIfAbsent(
      MeetingId meetingId,
      int attempt,
      ExamId examId,
      JourneyId journeyId,
      byte[] contentHash,
      byte[] name,
      byte @Nullable [] label,
      String mediaType,
      int size,
      String askedBy,
      Instant now);

  /** Locks the row until the transaction ends. */
  @SqlQuery(
      """
      select *, encode(content_hash, 'hex') as sha256 from attachment
      where meeting_id = :meetingId and attempt = :attempt and exam_id = :examId
        and content_hash = :contentHash
      for no key update
      """)
  AttachmentRow getLocked(MeetingId meetingId, int attempt, ExamId examId, byte[] contentHash);

  @SqlQuery(
      """
      select *, encode(content_hash, 'hex') as sha256 from attachment
      where meeting_id = :meetingId and attempt = :attempt and exam_id = :examId
        and content_hash = :contentHash
      """)
  Optional<AttachmentRow> find(MeetingId meetingId, int attempt, ExamId examId, byte[] contentHash);

  @SqlQuery(
      """
      select *, encode(content_hash, 'hex') as sha256 from attachment
      where attachment_id = :attachmentId
      """)
  AttachmentRow get(long attachmentId);

  @SqlUpdate(
      """
      update attachment set state = 'STARTED', tries = tries + 1, asked_by = :askedBy,
        name = :name, label = :label, started_at = :now, answered_at = null, cause = null
      where attachment_id = :attachmentId
      """)
  int start(long attachmentId, String askedBy, byte[] name, byte @Nullable [] label, Instant now);

  @SqlQuery("select name from attachment where attachment_id = :attachmentId")
  Optional<byte[]> findName(long attachmentId);

  @SqlQuery(
      "select label from attachment where attachment_id = :attachmentId and label is not null")
  Optional<byte[]> findLabel(long attachmentId);

  /**
   * The answer to one try; a later try has made it meaningless. The same again is no other answer:
   * a commit's confirmation may have been lost.
   */
  @SqlUpdate(
      """
      update attachment set state = :state, answered_at = :now, cause = :cause
      where attachment_id = :attachmentId and state in ('STARTED', :state) and tries = :tries
      """)
  int answer(
      long attachmentId, int tries, AttachmentState state, @Nullable String cause, Instant now);
}
