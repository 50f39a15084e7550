package org.patientjourney.activities.webhook;

import org.jdbi.v3.core.Handle;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.qualiphy.webhook.Reading;
import org.patientjourney.workflows.journey.JourneyId;

/** Keeps what the provider said of a consultation. */
final class ConsultationStore {
  private final Encryption encryption;

  ConsultationStore(Encryption encryption) {
    this.encryption = encryption;
  }

  void keep(
      Handle handle, WebhookDeliveryRow row, JourneyId journey, Reading.Consultation consultation) {
    handle
        .attach(ConsultationDao.class)
        .insertIfAbsent(
            row.deliveryId(),
            journey,
            row.attempt(),
            consultation.status(),
            encryption.encryptText(
                StoredJson.write(consultation.detail()), "consultation.detail:" + row.deliveryId()),
            row.receivedAt());
  }
}
