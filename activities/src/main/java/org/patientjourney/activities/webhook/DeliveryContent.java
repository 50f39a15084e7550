package org.patientjourney.activities.webhook;

import org.jdbi.v3.core.Handle;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.prescription.PrescriptionStore;
import org.patientjourney.activities.qualiphy.QualiphyWebhookReader;
import org.patientjourney.activities.qualiphy.Reading;
import org.patientjourney.activities.shipment.ShipmentStore;
import org.patientjourney.workflows.journey.JourneyId;
import org.patientjourney.workflows.webhook.WebhookDeliveryId;

/**
 * Keeps what an applied delivery says: the provider's texts travel in no signal, so the stored body
 * is read once more, with the reader that made the signal.
 */
public final class DeliveryContent {
  private final Encryption encryption;
  private final QualiphyWebhookReader reader;
  private final ConsultationStore consultations;
  private final PrescriptionStore prescriptions;
  private final ShipmentStore shipments;

  public DeliveryContent(Encryption encryption, QualiphyWebhookReader reader) {
    this.encryption = encryption;
    this.reader = reader;
    this.consultations = new ConsultationStore(encryption);
    this.prescriptions = new PrescriptionStore(encryption);
    this.shipments = new ShipmentStore(encryption);
  }

  /** Part of the caller's transaction. */
  public void keep(Handle handle, WebhookDeliveryId id, JourneyId journey) {
    WebhookDeliveryDao deliveries = handle.attach(WebhookDeliveryDao.class);
    WebhookDeliveryRow row = deliveries.find(id).orElseThrow();
    if (row.truncated()) {
      return;
    }
    byte[] body =
        encryption.decrypt(deliveries.findBody(id).orElseThrow(), WebhookStore.context(id));
    Reading reading = reader.read(body);
    if (reading instanceof Reading.Consultation consultation) {
      consultations.keep(handle, row, journey, consultation);
    } else if (reading instanceof Reading.Prescription prescription) {
      prescriptions.keep(handle, row, journey, prescription);
    } else if (reading instanceof Reading.Shipment shipment) {
      shipments.keep(handle, row, journey, shipment);
    }
  }
}
