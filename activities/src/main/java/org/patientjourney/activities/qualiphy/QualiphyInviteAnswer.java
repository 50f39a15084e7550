package org.patientjourney.activities.qualiphy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.wire.TolerantValue;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.order.ExamId;

/** What an answer of {@code exam_invite} means (contract 4.0 and 4.2). */
record QualiphyInviteAnswer(
    @Nullable String meetingUuid,
    @Nullable URI meetingUrl,
    Map<ExamId, PatientExamId> patientExams,
    boolean isAmbiguous) {

  static InviteResult read(QualiphyAnswer answer, InviteRequest request) {
    int code = answer.code();
    if (QualiphyAnswer.isSuccess(code)) {
      return answer.json().isMissingNode()
          ? new InviteResult.Unknown("answer is not JSON")
          : of(answer.json()).resultFor(request);
    }
    if (code == 401) {
      HoldReason reason = UnauthorizedText.reasonIn(answer.errorText());
      return new InviteResult.Refused(reason, null, answer.words());
    }
    if (code == 429) {
      return new InviteResult.RateLimited(answer.retryAfter());
    }
    if (code == 400 || code == 422) {
      return new InviteResult.Refused(
          HoldReason.NEEDS_INPUT,
          OrderPointer.namedIn(answer.errorText(), request),
          answer.words());
    }
    return QualiphyAnswer.isRefusal(code)
        ? new InviteResult.Refused(HoldReason.UNAUTHORIZED, null, answer.words())
        : new InviteResult.Unknown("http " + code);
  }

  private static QualiphyInviteAnswer of(JsonNode body) {
    Map<ExamId, PatientExamId> found = new HashMap<>();
    boolean twice = false;
    for (JsonNode entry : body.path("patient_exams")) {
      ExamId examId = TolerantValue.examId(entry.path("exam_id"));
      PatientExamId id = TolerantValue.patientExamId(entry.path("patient_exam_id"));
      if (examId != null && id != null && !TolerantValue.isPlaceholder(id)) {
        twice |= found.put(examId, id) != null;
      }
    }
    return new QualiphyInviteAnswer(
        TolerantValue.id(body.path("meeting_uuid")), link(body.path("meeting_url")), found, twice);
  }

  /** A link that a browser opens; anything else must not reach a patient. */
  private static @Nullable URI link(JsonNode value) {
    try {
      URI link = new URI(value.asText().strip());
      boolean web = "https".equals(link.getScheme()) || "http".equals(link.getScheme());
      return web && link.getHost() != null ? link : null;
    } catch (URISyntaxException notALink) {
      return null;
    }
  }

  /** The meeting counts only when all of it is known; a guess would bind the wrong decision. */
  private InviteResult resultFor(InviteRequest request) {
    boolean shared = new HashSet<>(patientExams.values()).size() < patientExams.size();
    if (isAmbiguous || shared || !patientExams.keySet().containsAll(request.examIds())) {
      return new InviteResult.Unknown("answer without one patient exam for each exam");
    }
    if (meetingUuid == null || meetingUrl == null) {
      return new InviteResult.Unknown("answer without meeting");
    }
    Map<ExamId, PatientExamId> asked = new HashMap<>(patientExams);
    asked.keySet().retainAll(request.examIds());
    return new InviteResult.Accepted(meetingUuid, meetingUrl, asked);
  }

  @Override
  public String toString() {
    return "QualiphyInviteAnswer" + patientExams;
  }
}
