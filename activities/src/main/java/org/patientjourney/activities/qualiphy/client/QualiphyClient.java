package org.patientjourney.activities.qualiphy.client;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.ApiKey;
import org.patientjourney.activities.qualiphy.Attachment;
import org.patientjourney.activities.qualiphy.CallResult;
import org.patientjourney.activities.qualiphy.CallResult.Accepted;
import org.patientjourney.activities.qualiphy.CreatedMeeting;
import org.patientjourney.activities.qualiphy.ListedExam;
import org.patientjourney.activities.qualiphy.LookupResult;
import org.patientjourney.activities.qualiphy.LookupResult.Failure;
import org.patientjourney.activities.qualiphy.PartnerPharmacy;
import org.patientjourney.activities.qualiphy.PharmacySearch;
import org.patientjourney.activities.qualiphy.Question;
import org.patientjourney.activities.qualiphy.RetailPharmacy;
import org.patientjourney.activities.qualiphy.SubmittedAnswer;
import org.patientjourney.activities.qualiphy.TreatmentPackage;
import org.patientjourney.activities.qualiphy.client.QualiphyConnection.CallFailed;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.meeting.CancelOutcome;
import org.patientjourney.workflows.order.ExamId;

/**
 * The provider's API. One call sends at most one request: nothing is retried, no redirect is
 * followed, and every way to fail is a result. Look-ups may be called again. Safe for use by many
 * threads. What is known of the API: docs/provider.md.
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
  public CallResult<CreatedMeeting> invite(ApiKey key, InviteRequest request) {
    InviteFields fields = new InviteFields(request);
    return call(key, fields.request(), answer -> CallAnswers.invited(answer, request, fields));
  }

  /**
   * Sends the invite's e-mail and SMS again. Only for a pending exam and at most 3 times; a call
   * whose outcome is unknown may have counted.
   *
   * @param meetingUuid null when it is not known; the provider once required it
   */
  public CallResult<Accepted> resend(ApiKey key, PatientExamId id, @Nullable String meetingUuid) {
    return call(
        key, QualiphyRequest.about("exam_invite_resend", id, meetingUuid), CallAnswers::resent);
  }

  /**
   * Cancels one patient exam and leaves the others of its meeting. Safe to repeat.
   *
   * @return {@link CancelOutcome.Cancelled} also for one that was cancelled before, or {@link
   *     CancelOutcome.Decided} when it is too late
   */
  public CallResult<CancelOutcome> cancel(ApiKey key, PatientExamId id) {
    return call(
        key,
        QualiphyRequest.about("exam_invite_cancel", id, null),
        answer -> CallAnswers.cancelled(answer, id));
  }

  /**
   * Gives answers on behalf of the patient, who is then asked the other questions only. Safe to
   * repeat: the last answer counts.
   */
  public CallResult<Accepted> submitAnswers(
      ApiKey key, String meetingUuid, PatientExamId id, List<SubmittedAnswer> answers) {
    if (meetingUuid.isBlank() || answers.isEmpty()) {
      throw new IllegalArgumentException("expected a meeting and one answer at least");
    }
    QualiphyRequest request =
        QualiphyRequest.about("exam_submit_answers", id, meetingUuid).withAnswers(answers);
    return call(key, request, CallAnswers::accepted);
  }

  /** Attaches a file, as a form; it is not known what a second call does. */
  public CallResult<Accepted> uploadAttachment(
      ApiKey key, PatientExamId id, Attachment attachment) {
    QualiphyRequest request =
        QualiphyRequest.about("exam_upload_attachment", id, null)
            .with("file_type", attachment.label())
            .withFile(attachment);
    return call(key, request, CallAnswers::accepted);
  }

  /** All exams of the clinic that owns the key. */
  public LookupResult<ListedExam> listExams(ApiKey key) {
    return lookUp(key, new QualiphyRequest("exam_list"), LookupAnswers::exams);
  }

  /** The exam's questions as they are now. */
  public LookupResult<Question> questions(ApiKey key, ExamId exam) {
    return lookUp(
        key,
        new QualiphyRequest("exam_questions").with("exam_id", exam.value()),
        LookupAnswers::questions);
  }

  /** The questions that an invited patient is asked, requested in both forms that are known. */
  public LookupResult<Question> questions(
      ApiKey key, ExamId exam, PatientExamId id, String meetingUuid) {
    return lookUp(
        key,
        new QualiphyRequest("exam_questions")
            .with("exam_id", exam.value())
            .withPatientExam(id, meetingUuid),
        LookupAnswers::questions);
  }

  /** The partner pharmacies that fill prescriptions of the exams for a patient in the state. */
  public LookupResult<PartnerPharmacy> listPartnerPharmacies(
      ApiKey key, List<ExamId> exams, String state) {
    return lookUp(
        key,
        withExams(new QualiphyRequest("partner_pharmacy_list"), exams, state),
        LookupAnswers::partners);
  }

  /** What can be prescribed by the exams at partner pharmacies for a patient in the state. */
  public LookupResult<TreatmentPackage> listPackages(
      ApiKey key, List<Integer> pharmacyIds, List<ExamId> exams, String state) {
    if (pharmacyIds.isEmpty()) {
      throw new IllegalArgumentException("expected one pharmacy at least");
    }
    QualiphyRequest request =
        new QualiphyRequest("partner_pharmacy_treatment_packages")
            .with("pharmacy_ids", pharmacyIds);
    return lookUp(key, withExams(request, exams, state), LookupAnswers::packages);
  }

  /** Any pharmacy of the United States. */
  public LookupResult<RetailPharmacy> searchPharmacies(ApiKey key, PharmacySearch search) {
    QualiphyRequest request =
        new QualiphyRequest("custom_pharmacy_search")
            .with("search", search.name())
            .with("zip_code", search.zip())
            .with("ncpdpid", search.ncpdpId());
    return lookUp(key, request, LookupAnswers::retailPharmacies);
  }

  /** The provider answers a missing member with an empty list or a runtime error. */
  private static QualiphyRequest withExams(
      QualiphyRequest request, List<ExamId> exams, String state) {
    if (exams.isEmpty() || !state.matches("[A-Z]{2}")) {
      throw new IllegalArgumentException("expected one exam at least, and a state of two letters");
    }
    return request
        .with("exam_ids", exams.stream().map(ExamId::value).toList())
        .with("patient_state", state);
  }

  private <T> CallResult<T> call(
      ApiKey key, QualiphyRequest request, Function<QualiphyAnswer, CallResult<T>> reading) {
    try {
      return reading.apply(connection.post(request, key));
    } catch (CallFailed failure) {
      return failure.isBeforeSending()
          ? new CallResult.NotSent<>(failure.reason())
          : new CallResult.Unknown<>(failure.reason());
    }
  }

  private <T> LookupResult<T> lookUp(
      ApiKey key, QualiphyRequest request, Function<QualiphyAnswer, LookupResult<T>> reading) {
    try {
      return reading.apply(connection.post(request, key));
    } catch (CallFailed failure) {
      Failure kind = failure.isTimeout() ? Failure.TOO_SLOW : Failure.UNREACHABLE;
      return new LookupResult.Failed<>(kind, failure.reason());
    }
  }
}
