package org.patientjourney.activities.qualiphy.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.patientjourney.activities.qualiphy.wire.TolerantValue;

/**
 * Event 2 in its two shapes: an array of drugs, or one drug spread over the body (contract 5.2).
 */
final class QualiphyPrescription {
  private QualiphyPrescription() {}

  static Reading read(JsonNode body, String digest) {
    return new Reading.Prescription(
        TolerantValue.examId(body.path("exam_id")),
        TolerantValue.patientExamId(body.path("patient_exam_id")),
        items(body),
        TolerantValue.integer(body.path("prescribed_os_id")),
        TolerantValue.additionalData(body),
        digest,
        QualiphyDetail.read(body));
  }

  private static List<PrescriptionItem> items(JsonNode body) {
    List<PrescriptionItem> listed =
        TolerantValue.objects(body.path("prescription"))
            .map(QualiphyPrescriptionItem::read)
            .toList();
    return listed.isEmpty() && isFlat(body) ? List.of(QualiphyPrescriptionItem.read(body)) : listed;
  }

  private static boolean isFlat(JsonNode body) {
    return body.path("drug_details").isObject()
        || TolerantValue.id(body.path("prescription_id")) != null;
  }
}
