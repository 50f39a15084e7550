package org.patientjourney.activities.qualiphy.client;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.ApiKey;
import org.patientjourney.activities.qualiphy.Attachment;
import org.patientjourney.activities.qualiphy.CallResult;
import org.patientjourney.activities.qualiphy.CallResult.Accepted;
import org.patientjourney.activities.qualiphy.CallResult.CreatedMeeting;
import org.patientjourney.activities.qualiphy.LookupResult;
import org.patientjourney.activities.qualiphy.LookupResult.Failure;
import org.patientjourney.activities.qualiphy.Question.SubmittedAnswer;
import org.patientjourney.activities.qualiphy.client.InviteRequest.InviteFields;
import org.patientjourney.activities.qualiphy.client.QualiphyConnection.CallFailed;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.meeting.InviteActivities.CancelOutcome;
import org.patientjourney.workflows.order.ClinicId;

/**
 * The provider's API. One call sends at most one request: nothing is retried, no redirect is
 * followed, and every way to fail is a result. Look-ups may be called again. Safe for use by many
 * threads. What is known of the API: docs/provider.md.
 */
public final class QualiphyClient {
  private final QualiphyConnection connection;

  /**
   * @param baseUrl what stands before {@code /api/…}
   * @param connectTimeout for the connection alone: when it passes, nothing was sent
   * @param isPaused whether no call may be made for a clinic; when it fails, none is made
   * @param answerTimeout for the whole answer; a call ends at the latest after both times
   */
  public QualiphyClient(
      URI baseUrl,
      Duration connectTimeout,
      Duration answerTimeout,
      Predicate<ClinicId> isPaused,
      CallObserver observer) {
    this.connection =
        new QualiphyConnection(
            baseUrl, connectTimeout, answerTimeout, isPaused, observer, InetAddress::getByName);
  }

  /** Creates one meeting. The provider knows no idempotency key: a second call makes a second. */
  public CallResult<CreatedMeeting> invite(ApiKey key, InviteRequest request) {
    QualiphyRequest call = new InviteFields(request).request();
    return call(key, call, answer -> CallAnswers.invited(answer, request));
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

  public <T> LookupResult<T> lookUp(ApiKey key, Lookup<T> lookup) {
    try {
      return lookup.read(connection.post(lookup.request(), key));
    } catch (CallFailed failure) {
      return new LookupResult.Failed<>(kind(failure), failure.reason());
    }
  }

  private static Failure kind(CallFailed failure) {
    if (failure.isPaused()) {
      return Failure.PAUSED;
    }
    return failure.isTimeout() ? Failure.TOO_SLOW : Failure.UNREACHABLE;
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

  /** The provider's client and each clinic's key. */
  public record ProviderAccounts(QualiphyClient client, Map<ClinicId, ApiKey> keys) {
    public ProviderAccounts {
      keys = Map.copyOf(keys);
    }

    /** Empty when the clinic is not configured. */
    public Optional<ApiKey> key(ClinicId clinic) {
      return Optional.ofNullable(keys.get(clinic));
    }

    @Override
    public String toString() {
      return "ProviderAccounts" + keys.keySet();
    }
  }
}
