package org.patientjourney.bench.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The provider's own file, as its portal shows it. */
final class Provider {
  private Provider() {}

  /** Every patient exam that was made for a journey. */
  static List<JsonNode> patientExams(JsonNode state, String journey) {
    boolean isFollowUp = journey.endsWith(":follow-up");
    String[] parts = journey.split(":", -1);
    String order = parts[0] + ":" + parts[1] + ":";
    int exam = isFollowUp ? 5205 : Integer.parseInt(parts[2]);
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode invite : state.path("invites")) {
      if (invite.at("/patient/additional_data").asText().startsWith(order)) {
        invite
            .path("patient_exams")
            .valueStream()
            .filter(one -> one.path("exam_id").asInt() == exam)
            .forEach(found::add);
      }
    }
    return found;
  }
}
