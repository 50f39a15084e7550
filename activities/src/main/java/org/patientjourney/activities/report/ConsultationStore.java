package org.patientjourney.activities.report;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.qualiphy.webhook.ConsultationDetail;
import org.patientjourney.activities.qualiphy.webhook.Reading;
import org.patientjourney.activities.webhook.WebhookDeliveryRow;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.order.JourneyId;

/** Keeps what the provider said of a consultation, in its event 1 and once more in its event 2. */
final class ConsultationStore {
  private final Encryption encryption;

  ConsultationStore(Encryption encryption) {
    this.encryption = encryption;
  }

  void keep(
      Handle handle, WebhookDeliveryRow row, JourneyId journey, Reading.Consultation consultation) {
    keep(handle, row, journey, consultation.status(), consultation.detail());
  }

  void keep(
      Handle handle, WebhookDeliveryRow row, JourneyId journey, Reading.Prescription prescription) {
    keep(handle, row, journey, prescription.status().exam(), prescription.detail());
  }

  private void keep(
      Handle handle,
      WebhookDeliveryRow row,
      JourneyId journey,
      @Nullable ExamStatus status,
      ConsultationDetail detail) {
    handle
        .attach(ConsultationDao.class)
        .insertIfAbsent(
            row.deliveryId(),
            journey,
            row.attempt(),
            status,
            encryption.encryptText(
                StoredJson.write(detail), ConsultationRow.context(row.deliveryId())),
            row.receivedAt());
  }
}
