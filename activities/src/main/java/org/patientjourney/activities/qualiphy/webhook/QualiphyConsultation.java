package org.patientjourney.activities.qualiphy.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import org.patientjourney.activities.qualiphy.wire.QualiphyRxStatus;
import org.patientjourney.activities.qualiphy.wire.QualiphyStatus;
import org.patientjourney.activities.qualiphy.wire.TolerantValue;

/** Event 1 as it comes. */
final class QualiphyConsultation {
  private QualiphyConsultation() {}

  static Reading read(JsonNode body) {
    return new Reading.Consultation(
        TolerantValue.examId(body.path("exam_id")),
        TolerantValue.patientExamId(body.path("patient_exam_id")),
        QualiphyStatus.read(body.path("exam_status")),
        QualiphyRxStatus.read(body.path("rx_status")),
        QualiphyDetail.isWhole(body),
        TolerantValue.additionalData(body),
        QualiphyDetail.read(body));
  }
}
