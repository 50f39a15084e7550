package org.patientjourney.sandbox.endpoints;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.patientjourney.sandbox.TestInvites;
import org.patientjourney.sandbox.http.Json;
import org.patientjourney.sandbox.state.ProviderEndpoint;

/** Calls of every endpoint that a sandbox with one pending exam, 601001 of 5101, accepts. */
final class TestCalls {
  private TestCalls() {}

  static Map<String, ?> accepted(ProviderEndpoint endpoint, String meetingUuid) {
    return switch (endpoint) {
      case EXAM_LIST -> Map.of();
      case EXAM_INVITE -> members(TestInvites.forGfe("Wait"));
      case EXAM_INVITE_RESEND, EXAM_INVITE_CANCEL -> Map.of("patient_exam_id", 601001);
      case EXAM_QUESTIONS -> Map.of("exam_id", 5101);
      case EXAM_SUBMIT_ANSWERS ->
          Map.of(
              "meeting_uuid",
              meetingUuid,
              "patient_exam_id",
              601001,
              "answers",
              List.of(Map.of("question_id", 51013, "answer", "None")));
      case EXAM_UPLOAD_ATTACHMENT ->
          Map.of("patient_exam_id", 601001, "file_name", "id.png", "file_base64", "iVBORw==");
      case PARTNER_PHARMACY_LIST -> Map.of("exam_ids", List.of(5204), "patient_state", "TE");
      case PARTNER_PHARMACY_TREATMENT_PACKAGES ->
          Map.of("pharmacy_ids", 31, "exam_ids", List.of(5204), "patient_state", "TE");
      case CUSTOM_PHARMACY_SEARCH -> Map.of("search", "Elm");
    };
  }

  private static Map<String, JsonNode> members(ObjectNode body) {
    return Json.MAPPER.convertValue(
        body,
        Json.MAPPER.getTypeFactory().constructMapType(Map.class, String.class, JsonNode.class));
  }
}
