package org.patientjourney.activities.qualiphy.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.CallResult;
import org.patientjourney.activities.qualiphy.CallResult.Done;
import org.patientjourney.activities.qualiphy.CallResult.Unknown;
import org.patientjourney.activities.qualiphy.CreatedMeeting;
import org.patientjourney.activities.qualiphy.wire.TolerantValue;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.order.ExamId;

/** Reads answers of {@code exam_invite}: docs/provider.md, Invite. */
final class InviteAnswer {
  private InviteAnswer() {}

  static CallResult<CreatedMeeting> read(
      QualiphyAnswer answer, InviteRequest request, InviteFields fields) {
    int code = answer.code();
    if (code == 400 || code == 422) {
      return answer.refused("http " + code, fields.pointerNamedIn(answer.errorText()));
    }
    return answer.result(body -> meeting(body, request));
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
}
