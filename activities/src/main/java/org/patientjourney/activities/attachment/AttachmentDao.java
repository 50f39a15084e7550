package org.patientjourney.activities.attachment;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.invite.PatientExamRow;

interface AttachmentDao {
  String SELECT =
      """
      select *, encode(content_hash, 'hex') as sha256 from attachment
      where meeting_id = :exam.meetingId and attempt = :exam.attempt and exam_id = :exam.examId
        and content_hash = :contentHash
      """;

  @SqlUpdate(
      """
      insert into attachment (meeting_id, attempt, exam_id, journey_id, content_hash, description,
        media_type, size, state, tries, asked_by, prepared_at)
      values (:exam.meetingId, :exam.attempt, :exam.examId, :exam.journeyId, :contentHash,
        :description, :mediaType, :size, 'PREPARED', 0, :askedBy, :now)
      on conflict (meeting_id, attempt, exam_id, content_hash) do nothing
      """)
  boolean insertIfAbsent(
      @BindMethods("exam") PatientExamRow exam,
      byte[] contentHash,
      byte[] description,
      String mediaType,
      int size,
      String askedBy,
      Instant now);

  @SqlQuery(SELECT)
  Optional<AttachmentRow> find(@BindMethods("exam") PatientExamRow exam, byte[] contentHash);

  /** Locks the row until the transaction ends. */
  @SqlQuery(SELECT + " for no key update")
  AttachmentRow getLocked(@BindMethods("exam") PatientExamRow exam, byte[] contentHash);

  @SqlUpdate(
      """
      update attachment set state = 'STARTED', tries = tries + 1, asked_by = :askedBy,
        description = :description, started_at = :now, answered_at = null, cause = null
      where attachment_id = :attachmentId
      """)
  int start(long attachmentId, String askedBy, byte[] description, Instant now);

  @SqlQuery("select description from attachment where attachment_id = :attachmentId")
  Optional<byte[]> findDescription(long attachmentId);

  /**
   * The answer to one try, unless a later try has started. Storing the same answer again changes
   * nothing: a commit's confirmation may have been lost.
   */
  @SqlQuery(
      """
      update attachment set state = :state, answered_at = :now, cause = :cause
      where attachment_id = :attachmentId and state in ('STARTED', :state) and tries = :tries
      returning *, encode(content_hash, 'hex') as sha256
      """)
  Optional<AttachmentRow> answer(
      long attachmentId, int tries, AttachmentRow.State state, @Nullable String cause, Instant now);
}
