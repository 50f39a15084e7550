package org.patientjourney.app.webhook;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.qualiphy.webhook.Parcel;
import org.patientjourney.activities.qualiphy.webhook.PrescriptionItem;
import org.patientjourney.activities.qualiphy.webhook.Reading;
import org.patientjourney.activities.qualiphy.wire.TolerantValue;
import org.patientjourney.activities.report.ProviderReports;
import org.patientjourney.activities.webhook.WebhookDelivery;
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
record DeliveryReading(WebhookDelivery delivery, Reading reading, byte[] body) {
  static DeliveryReading of(
      WebhookDelivery.WithBody stored, WebhookStore deliveries, ProviderReports reports) {
    byte[] body = deliveries.body(stored);
    return new DeliveryReading(stored.delivery(), reports.read(stored.delivery(), body), body);
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

  /** Whether a placeholder stands where the patient exam should be. */
  boolean hasPlaceholder() {
    return reading.patientExamId() != null && patientExamId() == null;
  }

  /** Null when the delivery has none, or a placeholder: that one names no patient exam. */
  @Nullable PatientExamId patientExamId() {
    PatientExamId written = reading.patientExamId();
    return written == null || TolerantValue.isPlaceholder(written) ? null : written;
  }

  /** The signal: ids, enums and digests, no text of the provider. */
  ExamEvent examEvent() {
    if (reading instanceof Reading.Consultation consultation) {
      return new ConsultationCompleted(
          delivery.deliveryId(),
          delivery.knownAttempt(),
          patientExamId(),
          consultation.status(),
          consultation.rx(),
          consultation.whole(),
          consultation.digest(),
          delivery.receivedAt());
    }
    if (reading instanceof Reading.Prescription prescription) {
      return prescribed(prescription);
    }
    if (reading instanceof Reading.Shipment shipment) {
      return shipped(shipment);
    }
    return unreadable(false);
  }

  /** The signal to each of the journeys that the delivery may be about. */
  ExamEvent sharedEvent() {
    return unreadable(true);
  }

  private DeliveryUnreadable unreadable(boolean shared) {
    return new DeliveryUnreadable(
        delivery.deliveryId(),
        cause(),
        HexFormat.of().formatHex(StoredJson.sha256(body)),
        delivery.receivedAt(),
        shared);
  }

  private DeliveryUnreadable.Cause cause() {
    if (reading instanceof Reading.UnknownEvent) {
      return DeliveryUnreadable.Cause.UNKNOWN_EVENT;
    }
    if (isEvent()) {
      return DeliveryUnreadable.Cause.UNMATCHED;
    }
    return delivery.truncated()
        ? DeliveryUnreadable.Cause.TRUNCATED
        : DeliveryUnreadable.Cause.MALFORMED;
  }

  private ExamEvent prescribed(Reading.Prescription prescription) {
    return new PrescriptionConfirmed(
        delivery.deliveryId(),
        delivery.knownAttempt(),
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
        delivery.receivedAt());
  }

  private static MedicineVersion version(String id, String content) {
    return new MedicineVersion(id.isEmpty() ? null : new PrescriptionId(id), content);
  }

  private ExamEvent shipped(Reading.Shipment shipment) {
    return new ShipmentTracked(
        delivery.deliveryId(),
        delivery.knownAttempt(),
        patientExamId(),
        shipment.parcels().stream().map(DeliveryReading::tracked).toList(),
        shipment.whole(),
        shipment.digest(),
        delivery.receivedAt());
  }

  private static TrackedParcel tracked(Parcel parcel) {
    String medicine = parcel.prescriptionId();
    return new TrackedParcel(
        medicine == null ? null : new PrescriptionId(medicine), parcel.trackingHash().orElse(null));
  }
}
