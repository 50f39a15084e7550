package org.patientjourney.activities.qualiphy.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import org.patientjourney.activities.qualiphy.wire.QualiphyStatus;
import org.patientjourney.activities.qualiphy.wire.TolerantValue;
import org.patientjourney.workflows.exam.ExamStatus;

/** Event 1 as it comes (contract 5.1). */
final class QualiphyConsultation {
  private QualiphyConsultation() {}

  static Reading read(JsonNode body, String digest) {
    return new Reading.Consultation(
        TolerantValue.examId(body.path("exam_id")),
        TolerantValue.patientExamId(body.path("patient_exam_id")),
        status(body.path("exam_status")),
        TolerantValue.additionalData(body),
        digest,
        QualiphyDetail.read(body));
  }

  private static ExamStatus status(JsonNode value) {
    return value.isTextual() ? QualiphyStatus.of(value.asText()) : ExamStatus.UNKNOWN;
  }
}
