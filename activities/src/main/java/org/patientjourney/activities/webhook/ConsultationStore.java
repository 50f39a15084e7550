package org.patientjourney.activities.webhook;

import org.jdbi.v3.core.Handle;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.qualiphy.QualiphyWebhookReader;
import org.patientjourney.activities.qualiphy.Reading;
import org.patientjourney.workflows.journey.JourneyId;
import org.patientjourney.workflows.webhook.WebhookDeliveryId;

/** Keeps what the provider said of a consultation: its texts travel in no signal. */
public final class ConsultationStore {
  private final Encryption encryption;
  private final QualiphyWebhookReader reader;

  public ConsultationStore(Encryption encryption, QualiphyWebhookReader reader) {
    this.encryption = encryption;
    this.reader = reader;
  }

  /**
   * Reads the stored body with the reader that made the signal; part of the caller's transaction.
   */
  public void keep(Handle handle, WebhookDeliveryId id, JourneyId journey) {
    WebhookDeliveryDao deliveries = handle.attach(WebhookDeliveryDao.class);
    WebhookDeliveryRow row = deliveries.find(id).orElseThrow();
    byte[] body =
        encryption.decrypt(deliveries.findBody(id).orElseThrow(), WebhookStore.context(id));
    if (!row.truncated() && reader.read(body) instanceof Reading.Consultation consultation) {
      handle
          .attach(ConsultationDao.class)
          .insertIfAbsent(
              id,
              journey,
              row.attempt(),
              consultation.status(),
              encryption.encryptText(
                  StoredJson.write(consultation.detail()), "consultation.detail:" + id),
              row.receivedAt());
    }
  }
}
