package org.patientjourney.activities.qualiphy.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.CallResult;
import org.patientjourney.activities.qualiphy.CallResult.Accepted;
import org.patientjourney.activities.qualiphy.CallResult.CreatedMeeting;
import org.patientjourney.activities.qualiphy.CallResult.Done;
import org.patientjourney.activities.qualiphy.CallResult.Unknown;
import org.patientjourney.activities.qualiphy.client.InviteRequest.InviteFields;
import org.patientjourney.activities.qualiphy.wire.QualiphyStatus;
import org.patientjourney.activities.qualiphy.wire.TolerantValue;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.meeting.InviteActivities.CancelOutcome;
import org.patientjourney.workflows.order.ExamId;

/** Reads the answers of the calls that change something: docs/provider.md. */
final class CallAnswers {
  /**
   * Only the word directly after "already" counts: "already approved, so it cannot be cancelled".
   */
  private static final Pattern ALREADY =
      Pattern.compile("\\balready\\W+(?:been\\W+)?(?<status>.*)", Pattern.DOTALL);

  private CallAnswers() {}

  /**
   * What all of them have in common.
   *
   * @param success reads a JSON object
   */
  private static <T> CallResult<T> read(
      QualiphyAnswer answer, Function<JsonNode, CallResult<T>> success) {
    int code = answer.code();
    if (QualiphyAnswer.isSuccess(code)) {
      return answer.json().isObject()
          ? success.apply(answer.json())
          : new Unknown<>("answer is no JSON object");
    }
    return switch (answer.outcome()) {
      case RATE_LIMITED -> new CallResult.RateLimited<>(answer.retryAfter());
      case UNAUTHORIZED -> answer.refused(answer.unauthorizedReason().name(), null);
      case REFUSED -> answer.refused("http " + code, null);
      case OK, NOT_SENT, UNKNOWN -> new Unknown<>("http " + code);
    };
  }

  /** Of submitted answers and of an upload. */
  static CallResult<Accepted> accepted(QualiphyAnswer answer) {
    return read(answer, body -> new Done<>(new Accepted()));
  }

  /** No refusal of this call is published; such texts cannot do without these words. */
  static CallResult<Accepted> resent(QualiphyAnswer answer) {
    if (!answer.isRequestRefused()) {
      return accepted(answer);
    }
    String lower = answer.errorText().toLowerCase(Locale.ROOT);
    if (lower.contains("limit")) {
      return answer.refused("LIMIT_REACHED", null);
    }
    return answer.refused(lower.contains("already") ? "NOT_PENDING" : "OTHER", null);
  }

  static CallResult<CreatedMeeting> invited(QualiphyAnswer answer, InviteRequest request) {
    int code = answer.code();
    return code == 400 || code == 422
        ? answer.refused(
            "http " + code, new InviteFields(request).pointerNamedIn(answer.errorText()))
        : read(answer, body -> meeting(body, request));
  }

  /** The meeting counts only when all of it is known; a guess would bind the wrong decision. */
  private static CallResult<CreatedMeeting> meeting(JsonNode body, InviteRequest request) {
    Map<ExamId, PatientExamId> found = new HashMap<>();
    boolean isAmbiguous = false;
    for (JsonNode entry : body.path("patient_exams")) {
      ExamId examId = TolerantValue.examId(entry.path("exam_id"));
      PatientExamId id = TolerantValue.patientExamId(entry.path("patient_exam_id"));
      if (examId != null && id != null && !TolerantValue.isPlaceholder(id)) {
        isAmbiguous |= found.put(examId, id) != null;
      }
    }
    boolean isShared = new HashSet<>(found.values()).size() < found.size();
    if (isAmbiguous || isShared || !found.keySet().containsAll(request.examIds())) {
      return new Unknown<>("answer without one patient exam for each exam");
    }
    String meetingUuid = TolerantValue.id(body.path("meeting_uuid"));
    URI meetingUrl = link(body.path("meeting_url"));
    if (meetingUuid == null || meetingUrl == null) {
      return new Unknown<>("answer without meeting");
    }
    found.keySet().retainAll(request.examIds());
    return new Done<>(new CreatedMeeting(meetingUuid, meetingUrl, found));
  }

  /** A link that a browser opens; anything else must not reach a patient. */
  private static @Nullable URI link(JsonNode value) {
    try {
      URI link = new URI(value.asText().strip());
      boolean isWeb = "https".equals(link.getScheme()) || "http".equals(link.getScheme());
      return isWeb && link.getHost() != null ? link : null;
    } catch (URISyntaxException notALink) {
      return null;
    }
  }

  static CallResult<CancelOutcome> cancelled(QualiphyAnswer answer, PatientExamId asked) {
    Optional<CancelOutcome> earlier =
        answer.isRequestRefused() ? earlier(answer.errorText()) : Optional.empty();
    return earlier.isPresent()
        ? new Done<>(earlier.get())
        : read(answer, body -> cancelled(body, asked));
  }

  private static CallResult<CancelOutcome> cancelled(JsonNode body, PatientExamId asked) {
    String status = TolerantValue.known(body.path("status"));
    if (status != null && !status.toLowerCase(Locale.ROOT).startsWith("cancel")) {
      return new Unknown<>("answer names another status");
    }
    PatientExamId named = TolerantValue.patientExamId(body.path("patient_exam_id"));
    return named == null || named.equals(asked)
        ? new Done<>(new CancelOutcome.Cancelled(TolerantValue.instant(body.path("cancelled_at"))))
        : new Unknown<>("answer names another patient exam");
  }

  /** Empty for a refusal that names no status: the exam is neither cancelled nor decided. */
  private static Optional<CancelOutcome> earlier(String errorText) {
    Matcher already = ALREADY.matcher(errorText.toLowerCase(Locale.ROOT));
    if (!already.find()) {
      return Optional.empty();
    }
    String found = already.group("status");
    if (found.startsWith("cancel")) {
      return Optional.of(new CancelOutcome.Cancelled(null));
    }
    ExamStatus status = QualiphyStatus.atStartOf(found);
    return status == ExamStatus.UNKNOWN
        ? Optional.empty()
        : Optional.of(new CancelOutcome.Decided(status));
  }
}
