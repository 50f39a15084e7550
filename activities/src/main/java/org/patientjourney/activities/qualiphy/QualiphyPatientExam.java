package org.patientjourney.activities.qualiphy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.PatientExamId;

/** The body of the calls about one patient exam (contract 4.5, 4.6) but for the key. */
record QualiphyPatientExam(
    @JsonProperty("patient_exam_id") JsonNode patientExamId,
    @JsonProperty("meeting_uuid") @Nullable String meetingUuid) {
  /** At most 18 digits fit a long; a leading zero would be lost. */
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

  static QualiphyPatientExam of(PatientExamId id, @Nullable String meetingUuid) {
    return new QualiphyPatientExam(wire(id.value()), meetingUuid);
  }

  /** Documented as an integer; what is none is sent as we know it. */
  private static JsonNode wire(String id) {
    return NUMBER.matcher(id).matches()
        ? JsonNodeFactory.instance.numberNode(Long.parseLong(id))
        : JsonNodeFactory.instance.textNode(id);
  }

  /** Without the uuid: the patient's link is seen to be made of it. */
  @Override
  public String toString() {
    return "QualiphyPatientExam[" + patientExamId + "]";
  }
}
