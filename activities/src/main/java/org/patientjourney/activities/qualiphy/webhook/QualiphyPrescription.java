package org.patientjourney.activities.qualiphy.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.wire.ObjectList;
import org.patientjourney.activities.qualiphy.wire.QualiphyRxStatus;
import org.patientjourney.activities.qualiphy.wire.QualiphyStatus;
import org.patientjourney.activities.qualiphy.wire.TolerantValue;
import org.patientjourney.workflows.prescription.PrescriptionStatus;

/** Event 2 in its two shapes: a list of drugs, or one drug spread over the body (contract 5.2). */
final class QualiphyPrescription {
  private QualiphyPrescription() {}

  static Reading read(JsonNode body) {
    ObjectList listed = ObjectList.either(body, "prescription", "prescriptions");
    List<PrescriptionItem> items = items(body, listed);
    return new Reading.Prescription(
        TolerantValue.examId(body.path("exam_id")),
        TolerantValue.patientExamId(body.path("patient_exam_id")),
        items,
        new PrescriptionStatus(
            QualiphyStatus.readOrAbsent(body.path("exam_status")),
            QualiphyRxStatus.read(body.path("rx_status")),
            listed.isWhole() && areKnown(items)),
        orderSet(body.path("prescribed_os_id")),
        QualiphyDetail.isWhole(body),
        TolerantValue.additionalData(body),
        QualiphyDetail.read(body));
  }

  private static List<PrescriptionItem> items(JsonNode body, ObjectList listed) {
    return listed.objects().isEmpty() && isFlat(body)
        ? List.of(QualiphyPrescriptionItem.read(body))
        : listed.objects().stream().map(QualiphyPrescriptionItem::read).toList();
  }

  private static boolean isFlat(JsonNode body) {
    return !ObjectList.of(body.path("drug_details")).objects().isEmpty()
        || TolerantValue.prescriptionId(body.path("prescription_id")) != null;
  }

  /** A medicine without id has no parcel that names it. */
  private static boolean areKnown(List<PrescriptionItem> items) {
    return !items.isEmpty() && items.stream().allMatch(item -> item.prescriptionId() != null);
  }

  private static @Nullable Integer orderSet(JsonNode value) {
    Integer orderSet = TolerantValue.integer(value);
    return orderSet != null && orderSet == 0 ? null : orderSet;
  }
}
