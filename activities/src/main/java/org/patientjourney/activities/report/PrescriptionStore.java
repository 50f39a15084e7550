package org.patientjourney.activities.report;

import org.jdbi.v3.core.Handle;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.qualiphy.webhook.PrescriptionItem;
import org.patientjourney.activities.qualiphy.webhook.Reading;
import org.patientjourney.activities.webhook.WebhookDeliveryRow;
import org.patientjourney.workflows.order.JourneyId;

/** Keeps what was prescribed, one row for each medicine; part of the caller's transaction. */
public final class PrescriptionStore {
  private final Encryption encryption;

  public PrescriptionStore(Encryption encryption) {
    this.encryption = encryption;
  }

  public void keep(
      Handle handle, WebhookDeliveryRow row, JourneyId journey, Reading.Prescription prescription) {
    PrescriptionDao dao = handle.attach(PrescriptionDao.class);
    int position = 0;
    for (PrescriptionItem item : prescription.items()) {
      position++;
      String context = PrescriptionRow.context(row.deliveryId(), position);
      dao.insertIfAbsent(
          new PrescriptionRow(
              row.deliveryId(),
              position,
              journey,
              item.prescriptionId(),
              item.isControlled(),
              prescription.status().isConfirmed(),
              encryption.encryptText(StoredJson.write(item), context),
              row.receivedAt()));
    }
  }
}
