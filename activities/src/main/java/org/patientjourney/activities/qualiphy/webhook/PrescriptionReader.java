package org.patientjourney.activities.qualiphy.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.wire.ObjectList;
import org.patientjourney.activities.qualiphy.wire.QualiphyStatus;
import org.patientjourney.activities.qualiphy.wire.TolerantValue;
import org.patientjourney.workflows.fact.PrescriptionStatus;

/** Reads event 2 in its two shapes: a list of drugs, or one drug spread over the body. */
final class PrescriptionReader {
  private PrescriptionReader() {}

  static Reading read(JsonNode body) {
    ObjectList listed = ObjectList.either(body, "prescription", "prescriptions");
    List<JsonNode> entries = entries(body, listed);
    List<PrescriptionItem> items =
        entries.stream().flatMap(entry -> MedicineReader.read(entry).stream()).toList();
    return new Reading.Prescription(
        TolerantValue.examId(body.path("exam_id")),
        TolerantValue.patientExamId(body.path("patient_exam_id")),
        items,
        new PrescriptionStatus(
            QualiphyStatus.readOrAbsent(body.path("exam_status")),
            QualiphyStatus.readRx(body.path("rx_status")),
            listed.isWhole() && !isInBothShapes(body, listed) && areKnown(entries)),
        orderSet(body.path("prescribed_os_id")),
        ConsultationReader.isWhole(body),
        TolerantValue.additionalData(body),
        ConsultationReader.detail(body));
  }

  private static List<JsonNode> entries(JsonNode body, ObjectList listed) {
    return MedicineReader.isMedicine(body)
        ? Stream.concat(listed.objects().stream(), Stream.of(body)).toList()
        : listed.objects();
  }

  private static boolean isInBothShapes(JsonNode body, ObjectList listed) {
    return !listed.objects().isEmpty() && MedicineReader.isMedicine(body);
  }

  private static boolean areKnown(List<JsonNode> entries) {
    return !entries.isEmpty() && entries.stream().allMatch(PrescriptionReader::isKnown);
  }

  /** No parcel can name a medicine without id. */
  private static boolean isKnown(JsonNode entry) {
    return TolerantValue.prescriptionId(entry.path("prescription_id")) != null
        && MedicineReader.isWhole(entry);
  }

  private static @Nullable Integer orderSet(JsonNode value) {
    Integer orderSet = TolerantValue.integer(value);
    return orderSet != null && orderSet == 0 ? null : orderSet;
  }
}
