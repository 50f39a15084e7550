package org.patientjourney.app.webhook;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.qualiphy.webhook.Parcel;
import org.patientjourney.activities.qualiphy.webhook.PrescriptionItem;
import org.patientjourney.activities.qualiphy.webhook.QualiphyWebhookReader;
import org.patientjourney.activities.qualiphy.webhook.Reading;
import org.patientjourney.activities.qualiphy.wire.TolerantValue;
import org.patientjourney.activities.webhook.WebhookDeliveryRow;
import org.patientjourney.activities.webhook.WebhookStore;
import org.patientjourney.workflows.event.ConsultationCompleted;
import org.patientjourney.workflows.event.DeliveryUnreadable;
import org.patientjourney.workflows.event.ExamEvent;
import org.patientjourney.workflows.event.PrescriptionConfirmed;
import org.patientjourney.workflows.event.ShipmentTracked;
import org.patientjourney.workflows.event.ShipmentTracked.TrackedParcel;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.Prescription.MedicineVersion;
import org.patientjourney.workflows.fact.PrescriptionId;

/** What a stored delivery says, and the events that journeys receive of it. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record DeliveryReading(Reading reading, byte[] body) {
  static DeliveryReading of(
      WebhookDeliveryRow row, WebhookStore deliveries, QualiphyWebhookReader reader) {
    byte[] body = deliveries.body(row.deliveryId());
    return row.isAsAnnounced()
        ? of(body, reader)
        : new DeliveryReading(
            new Reading.Unreadable("the body is not as its sender announced it"), body);
  }

  static DeliveryReading of(byte[] body, QualiphyWebhookReader reader) {
    return new DeliveryReading(reader.read(body), body);
  }

  /** Whether it is an event of a kind that the provider documents. */
  boolean isEvent() {
    Integer number = number();
    return number != null && number != 0;
  }

  /** The provider's number of the event; 0 for an unknown one, null for an unreadable body. */
  @Nullable Integer number() {
    if (reading instanceof Reading.Consultation) {
      return 1;
    }
    if (reading instanceof Reading.Prescription) {
      return 2;
    }
    if (reading instanceof Reading.Shipment) {
      return 3;
    }
    return reading instanceof Reading.UnknownEvent ? 0 : null;
  }

  DeliveryAddress.Found address(WebhookDeliveryRow row, DeliveryAddress addresses) {
    PatientExamId id = patientExamId();
    if (id == null && reading.patientExamId() != null) {
      return addresses.findAssigned(row);
    }
    return id == null && reading instanceof Reading.Shipment
        ? addresses.findWithoutIds(row)
        : addresses.find(row, id, reading.examId());
  }

  /** Null when the delivery has none, or a placeholder: that one names no patient exam. */
  @Nullable PatientExamId patientExamId() {
    PatientExamId written = reading.patientExamId();
    return written == null || TolerantValue.isPlaceholder(written) ? null : written;
  }

  /** The signal: ids, enums and digests, no text of the provider. */
  ExamEvent examEvent(WebhookDeliveryRow row) {
    if (reading instanceof Reading.Consultation consultation) {
      return new ConsultationCompleted(
          row.deliveryId(),
          row.attempt(),
          patientExamId(),
          consultation.status(),
          consultation.rx(),
          consultation.whole(),
          consultation.digest(),
          row.receivedAt());
    }
    if (reading instanceof Reading.Prescription prescription) {
      return prescribed(row, prescription);
    }
    if (reading instanceof Reading.Shipment shipment) {
      return shipped(row, shipment);
    }
    return unreadable(row, false);
  }

  /** The signal to each of the journeys that the delivery may be about. */
  ExamEvent sharedEvent(WebhookDeliveryRow row) {
    return unreadable(row, true);
  }

  private DeliveryUnreadable unreadable(WebhookDeliveryRow row, boolean shared) {
    return new DeliveryUnreadable(
        row.deliveryId(),
        cause(row),
        HexFormat.of().formatHex(StoredJson.sha256(body)),
        row.receivedAt(),
        shared);
  }

  private DeliveryUnreadable.Cause cause(WebhookDeliveryRow row) {
    if (reading instanceof Reading.UnknownEvent) {
      return DeliveryUnreadable.Cause.UNKNOWN_EVENT;
    }
    if (isEvent()) {
      return DeliveryUnreadable.Cause.UNMATCHED;
    }
    return row.truncated()
        ? DeliveryUnreadable.Cause.TRUNCATED
        : DeliveryUnreadable.Cause.MALFORMED;
  }

  private ExamEvent prescribed(WebhookDeliveryRow row, Reading.Prescription prescription) {
    return new PrescriptionConfirmed(
        row.deliveryId(),
        row.attempt(),
        patientExamId(),
        prescription.prescriptionIds().stream().map(PrescriptionId::new).toList(),
        prescription.prescribedOrderSet(),
        prescription.items().stream().anyMatch(PrescriptionItem::isControlled),
        prescription.status(),
        prescription.whole(),
        prescription.medicineDigests().entrySet().stream()
            .map(medicine -> version(medicine.getKey(), medicine.getValue()))
            .toList(),
        prescription.digest(),
        row.receivedAt());
  }

  private static MedicineVersion version(String id, String content) {
    return new MedicineVersion(id.isEmpty() ? null : new PrescriptionId(id), content);
  }

  private ExamEvent shipped(WebhookDeliveryRow row, Reading.Shipment shipment) {
    return new ShipmentTracked(
        row.deliveryId(),
        row.attempt(),
        patientExamId(),
        shipment.parcels().stream().map(DeliveryReading::tracked).toList(),
        shipment.whole(),
        shipment.digest(),
        row.receivedAt());
  }

  private static TrackedParcel tracked(Parcel parcel) {
    String medicine = parcel.prescriptionId();
    return new TrackedParcel(
        medicine == null ? null : new PrescriptionId(medicine), parcel.trackingHash().orElse(null));
  }
}
