package org.patientjourney.activities.qualiphy.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.wire.ObjectList;
import org.patientjourney.activities.qualiphy.wire.QualiphyStatus;
import org.patientjourney.activities.qualiphy.wire.StrictJson;
import org.patientjourney.activities.qualiphy.wire.TolerantValue;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.Prescription.PrescriptionStatus;

/** Reads the bytes of a webhook delivery. Pure, and throws for no bytes. */
public final class QualiphyWebhookReader {
  private static final String GZIP =
      "damaged gzip, more bytes behind it, or more than " + GzipBody.LARGEST + " bytes unpacked";
  private static final Reading NOT_READ = new Reading.UnknownEvent("", null);

  public Reading read(byte[] body) {
    return read(body, QualiphyWebhookReader::event);
  }

  /** Why a body is unreadable, if it is; the event in it is not read. */
  public Optional<String> unreadable(byte[] body) {
    return read(body, event -> NOT_READ) instanceof Reading.Unreadable unreadable
        ? Optional.of(unreadable.reason())
        : Optional.empty();
  }

  private static Reading read(byte[] body, Function<JsonNode, Reading> event) {
    if (GzipBody.isAnnounced(body)) {
      return GzipBody.decode(body)
          .map(content -> json(content, event))
          .orElseGet(() -> new Reading.Unreadable(GZIP));
    }
    return json(body, event);
  }

  private static Reading json(byte[] body, Function<JsonNode, Reading> event) {
    try {
      JsonNode json = StrictJson.parse(body);
      return json.isObject()
          ? event.apply(json)
          : new Reading.Unreadable(Reading.Unreadable.NOT_AN_OBJECT, onlyPatientExam(json));
    } catch (StrictJson.Refused refused) {
      return new Reading.Unreadable(refused.reason());
    }
  }

  private static Reading event(JsonNode body) {
    return switch (kind(body.path("event"))) {
      case 1 -> consultation(body);
      case 2 -> prescription(body);
      case 3 -> shipment(body);
      default -> new Reading.UnknownEvent(ContentDigest.ofUnknown(body), onlyPatientExam(body));
    };
  }

  /** 1, 1.0 and their texts mean the same; 0 is no event. */
  private static int kind(JsonNode event) {
    JsonNode number =
        event.isTextual()
            ? TextNode.valueOf(event.asText().strip().replaceFirst("\\.0+$", ""))
            : event;
    Integer found = TolerantValue.integer(number);
    return found == null ? 0 : found;
  }

  /** At any depth; null for a body that names several. */
  private static @Nullable PatientExamId onlyPatientExam(JsonNode body) {
    List<PatientExamId> named =
        body.findValues("patient_exam_id").stream()
            .map(TolerantValue::patientExamId)
            .distinct()
            .toList();
    return named.size() == 1 ? named.get(0) : null;
  }

  private static Reading consultation(JsonNode body) {
    return new Reading.Consultation(
        TolerantValue.examId(body.path("exam_id")),
        TolerantValue.patientExamId(body.path("patient_exam_id")),
        QualiphyStatus.read(body.path("exam_status")),
        QualiphyStatus.readRx(body.path("rx_status")),
        ConsultationDetail.isWhole(body),
        TolerantValue.additionalData(body),
        ConsultationDetail.read(body));
  }

  /** Two shapes: a list of drugs, or one drug spread over the body. */
  private static Reading prescription(JsonNode body) {
    ObjectList listed = ObjectList.either(body, "prescription", "prescriptions");
    List<JsonNode> entries = new ArrayList<>(listed.objects());
    boolean isSpread = PrescriptionItem.isMedicine(body);
    if (isSpread) {
      entries.add(body);
    }
    boolean isInOneShape = listed.objects().isEmpty() == isSpread;
    return new Reading.Prescription(
        TolerantValue.examId(body.path("exam_id")),
        TolerantValue.patientExamId(body.path("patient_exam_id")),
        entries.stream().flatMap(entry -> PrescriptionItem.read(entry).stream()).toList(),
        new PrescriptionStatus(
            QualiphyStatus.readOrAbsent(body.path("exam_status")),
            QualiphyStatus.readRx(body.path("rx_status")),
            listed.isWhole()
                && isInOneShape
                && entries.stream().allMatch(QualiphyWebhookReader::isKnown)),
        orderSet(body.path("prescribed_os_id")),
        ConsultationDetail.isWhole(body),
        TolerantValue.additionalData(body),
        ConsultationDetail.read(body));
  }

  /** No parcel can name a medicine without id. */
  private static boolean isKnown(JsonNode entry) {
    return TolerantValue.prescriptionId(entry.path("prescription_id")) != null
        && PrescriptionItem.isWhole(entry);
  }

  private static @Nullable Integer orderSet(JsonNode value) {
    Integer orderSet = TolerantValue.integer(value);
    return orderSet != null && orderSet == 0 ? null : orderSet;
  }

  /** Two shapes: one parcel, or a list without ids. */
  private static Reading shipment(JsonNode body) {
    ObjectList listed = ObjectList.of(body.path("prescription_tracking"));
    List<Parcel> parcels = parcels(Parcel.read(body, Parcel.NOTHING_KNOWN), listed.objects());
    // A tracking number that is an array or object is neither readable nor absent.
    boolean isReadable =
        Stream.concat(Stream.of(body), listed.objects().stream())
            .allMatch(entry -> TolerantValue.isReadable(entry.path("tracking_number")));
    return new Reading.Shipment(
        TolerantValue.patientExamId(body.path("patient_exam_id")),
        parcels,
        listed.isWhole() && !parcels.isEmpty() && isReadable,
        TolerantValue.additionalData(body));
  }

  /** The parcel at the top of the body, if any, then those of the list. */
  private static List<Parcel> parcels(Parcel top, List<JsonNode> entries) {
    List<Parcel> listed = entries.stream().map(entry -> Parcel.read(entry, top)).toList();
    if (top.trackingNumber() == null) {
      return listed.isEmpty() && top.prescriptionId() != null ? List.of(top) : listed;
    }
    Stream<Parcel> others =
        listed.stream()
            .filter(parcel -> parcel.trackingNumber() != null)
            .filter(parcel -> !parcel.key().equals(top.key()));
    return Stream.concat(Stream.of(top), others).toList();
  }
}
