package org.patientjourney.activities.qualiphy;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.ExamListResult.Failure;
import org.patientjourney.workflows.exam.PatientExamId;

/**
 * The provider's API. One call sends at most one request: nothing is retried, no redirect is
 * followed, and every way to fail is a result. Safe for use by many threads.
 */
public final class QualiphyClient {
  private final QualiphyConnection connection;

  /**
   * @param baseUrl what stands before {@code /api/…}
   * @param connectTimeout for the connection alone: when it passes, nothing was sent
   * @param answerTimeout for the whole answer; a call ends at the latest after both times
   */
  public QualiphyClient(URI baseUrl, Duration connectTimeout, Duration answerTimeout) {
    this.connection = new QualiphyConnection(baseUrl, connectTimeout, answerTimeout);
  }

  /** Creates one meeting. The provider knows no idempotency key: a second call makes a second. */
  public InviteResult invite(ApiKey key, InviteRequest request) {
    QualiphyInviteRequest wire = QualiphyInviteRequest.of(request);
    try {
      return QualiphyInviteAnswer.read(connection.post("exam_invite", wire, key), request);
    } catch (CallFailed failure) {
      return failure.surelyNotSent()
          ? new InviteResult.NotSent(failure.reason())
          : new InviteResult.Unknown(failure.reason());
    }
  }

  /**
   * Sends the invite's e-mail and SMS again. Only for a pending exam and at most 3 times (contract
   * 4.5); a call whose outcome is unknown may have counted.
   *
   * @param meetingUuid null when it is not known; sent along where it is, as the older contract
   *     requires it
   */
  public ResendResult resend(ApiKey key, PatientExamId id, @Nullable String meetingUuid) {
    QualiphyPatientExam wire = QualiphyPatientExam.of(id, meetingUuid);
    try {
      return QualiphyResendAnswer.read(connection.post("exam_invite_resend", wire, key));
    } catch (CallFailed failure) {
      return failure.surelyNotSent()
          ? new ResendResult.NotSent(failure.reason())
          : new ResendResult.Unknown(failure.reason());
    }
  }

  /**
   * Cancels one patient exam and leaves the others of its meeting. Safe to repeat (contract 4.0):
   * what was cancelled before is answered as such.
   */
  public CancelResult cancel(ApiKey key, PatientExamId id) {
    QualiphyPatientExam wire = QualiphyPatientExam.of(id, null);
    try {
      return QualiphyCancelAnswer.read(connection.post("exam_invite_cancel", wire, key), id);
    } catch (CallFailed failure) {
      return failure.surelyNotSent()
          ? new CancelResult.NotSent(failure.reason())
          : new CancelResult.Unknown(failure.reason());
    }
  }

  /** All exams of the clinic that owns the key. Only reads, so it may be called again. */
  public ExamListResult listExams(ApiKey key) {
    try {
      return QualiphyExamList.read(connection.post("exam_list", new QualiphyKeyOnly(), key));
    } catch (CallFailed failure) {
      return new ExamListResult.Failed(Failure.UNREACHABLE, failure.reason());
    }
  }
}
