package org.patientjourney.activities.report;

import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.pdf.PdfLinks;
import org.patientjourney.activities.qualiphy.webhook.QualiphyWebhookReader;
import org.patientjourney.activities.qualiphy.webhook.Reading;
import org.patientjourney.activities.webhook.WebhookDeliveryDao;
import org.patientjourney.activities.webhook.WebhookDeliveryRow;
import org.patientjourney.activities.webhook.WebhookStore;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.journal.AppliedDelivery;
import org.patientjourney.workflows.order.JourneyId;

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
  private final PdfLinks pdfs;

  public DeliveryContent(Encryption encryption, QualiphyWebhookReader reader) {
    this.encryption = encryption;
    this.reader = reader;
    this.consultations = new ConsultationStore(encryption);
    this.prescriptions = new PrescriptionStore(encryption);
    this.shipments = new ShipmentStore(encryption);
    this.pdfs = new PdfLinks(encryption);
  }

  /**
   * Part of the caller's transaction. A duplicate says nothing new, but its link to the PDF is
   * alive for longer.
   */
  public void keep(Handle handle, AppliedDelivery delivery, JourneyId journey, Instant now) {
    WebhookDeliveryRow row =
        handle.attach(WebhookDeliveryDao.class).find(delivery.deliveryId()).orElseThrow();
    Reading reading = read(handle, row);
    if (delivery.effect() != AppliedDelivery.Effect.DUPLICATE) {
      keep(handle, row, journey, reading);
    }
    pdfs.offer(handle, journey, row.deliveryId(), row.receivedAt(), reading, now);
  }

  /** Of what came after the journey was closed and changes nothing there, the PDF still counts. */
  public void keepLate(Handle handle, WebhookDeliveryId id, JourneyId journey, Instant now) {
    handle
        .attach(WebhookDeliveryDao.class)
        .find(id)
        .ifPresent(
            row -> pdfs.offer(handle, journey, id, row.receivedAt(), read(handle, row), now));
  }

  private void keep(Handle handle, WebhookDeliveryRow row, JourneyId journey, Reading reading) {
    if (reading instanceof Reading.Consultation consultation) {
      consultations.keep(handle, row, journey, consultation);
    } else if (reading instanceof Reading.Prescription prescription) {
      consultations.keep(handle, row, journey, prescription);
      prescriptions.keep(handle, row, journey, prescription);
    } else if (reading instanceof Reading.Shipment shipment) {
      shipments.keep(handle, row, journey, shipment);
    }
  }

  private Reading read(Handle handle, WebhookDeliveryRow row) {
    if (!row.isAsAnnounced()) {
      return new Reading.Unreadable("the body is not as its sender announced it");
    }
    WebhookDeliveryId id = row.deliveryId();
    byte[] body = handle.attach(WebhookDeliveryDao.class).findBody(id).orElseThrow();
    return reader.read(encryption.decrypt(body, WebhookStore.context(id)));
  }
}
