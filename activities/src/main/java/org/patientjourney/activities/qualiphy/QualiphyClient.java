package org.patientjourney.activities.qualiphy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.LookupResult.Failure;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.order.ExamId;

/**
 * The provider's API. One call sends at most one request: nothing is retried, no redirect is
 * followed, and every way to fail is a result. Safe for use by many threads.
 */
public final class QualiphyClient {
  private final QualiphyConnection connection;

  public QualiphyClient(URI baseUrl, Duration connectTimeout, Duration answerTimeout) {
    this(baseUrl, connectTimeout, answerTimeout, CallObserver.NONE);
  }

  /**
   * @param baseUrl what stands before {@code /api/…}
   * @param connectTimeout for the connection alone: when it passes, nothing was sent
   * @param answerTimeout for the whole answer; a call ends at the latest after both times
   */
  public QualiphyClient(
      URI baseUrl, Duration connectTimeout, Duration answerTimeout, CallObserver observer) {
    this.connection = new QualiphyConnection(baseUrl, connectTimeout, answerTimeout, observer);
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
  public LookupResult<ListedExam> listExams(ApiKey key) {
    return lookUp("exam_list", new QualiphyKeyOnly(), key, QualiphyExamList::read);
  }

  /** The exam's questions as they are now. Only reads, so it may be called again. */
  public LookupResult<Question> questions(ApiKey key, ExamId exam) {
    return lookUp(
        "exam_questions", new QualiphyExam(exam.value()), key, QualiphyQuestionList::read);
  }

  /** The questions that an invited patient is asked. Only reads, so it may be called again. */
  public LookupResult<Question> questions(
      ApiKey key, ExamId exam, PatientExamId id, String meetingUuid) {
    QualiphyPatientExam patientExam = QualiphyPatientExam.of(id, meetingUuid);
    return lookUp(
        "exam_questions",
        new QualiphyExamOfPatient(exam.value(), patientExam),
        key,
        QualiphyQuestionList::read);
  }

  /**
   * The partner pharmacies that fill prescriptions of the exams for a patient in the state. Only
   * reads, so it may be called again.
   */
  public LookupResult<PartnerPharmacy> listPartnerPharmacies(
      ApiKey key, List<ExamId> exams, String state) {
    return lookUp(
        "partner_pharmacy_list",
        QualiphyPackageQuery.of(null, exams, state),
        key,
        QualiphyPharmacyList::partners);
  }

  /**
   * What can be prescribed by the exams at partner pharmacies for a patient in the state. Only
   * reads, so it may be called again.
   */
  public LookupResult<TreatmentPackage> listPackages(
      ApiKey key, List<Integer> pharmacyIds, List<ExamId> exams, String state) {
    return lookUp(
        "partner_pharmacy_treatment_packages",
        QualiphyPackageQuery.of(pharmacyIds, exams, state),
        key,
        QualiphyPharmacyList::packages);
  }

  /** Any pharmacy of the United States. Only reads, so it may be called again. */
  public LookupResult<RetailPharmacy> searchPharmacies(ApiKey key, PharmacySearch search) {
    return lookUp(
        "custom_pharmacy_search",
        QualiphyPharmacySearch.of(search),
        key,
        QualiphyPharmacyList::found);
  }

  /**
   * Gives answers on behalf of the patient, who is then asked the other questions only. Safe to
   * repeat: the last answer counts (contract 4.4).
   */
  public TransferResult submitAnswers(
      ApiKey key, String meetingUuid, PatientExamId id, List<SubmittedAnswer> answers) {
    QualiphySubmission wire = QualiphySubmission.of(meetingUuid, id, answers);
    return transfer(() -> connection.post("exam_submit_answers", wire, key));
  }

  /**
   * Attaches a file, as a form: nobody has confirmed how the provider wants it (contract 4.8). What
   * a second call does is not known either.
   */
  public TransferResult uploadAttachment(ApiKey key, PatientExamId id, Attachment attachment) {
    QualiphyUpload wire = QualiphyUpload.of(id, attachment);
    return transfer(() -> connection.post("exam_upload_attachment", wire, attachment, key));
  }

  private <T> LookupResult<T> lookUp(
      String call, Record wire, ApiKey key, Function<QualiphyAnswer, LookupResult<T>> reading) {
    try {
      return reading.apply(connection.post(call, wire, key));
    } catch (CallFailed failure) {
      Failure kind = failure.tooLate() ? Failure.TOO_SLOW : Failure.UNREACHABLE;
      return new LookupResult.Failed<>(kind, failure.reason());
    }
  }

  private static TransferResult transfer(Call call) {
    try {
      return QualiphyTransfer.read(call.answer());
    } catch (CallFailed failure) {
      return failure.surelyNotSent()
          ? new TransferResult.NotSent(failure.reason())
          : new TransferResult.Unknown(failure.reason());
    }
  }

  private interface Call {
    QualiphyAnswer answer() throws CallFailed;
  }
}
