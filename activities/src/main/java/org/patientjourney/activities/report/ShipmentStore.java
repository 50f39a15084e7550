package org.patientjourney.activities.report;

import org.jdbi.v3.core.Handle;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.qualiphy.webhook.Parcel;
import org.patientjourney.activities.qualiphy.webhook.Reading;
import org.patientjourney.activities.webhook.WebhookDeliveryRow;
import org.patientjourney.workflows.order.JourneyId;

/** Keeps what left a pharmacy, one row for each parcel; part of the caller's transaction. */
public final class ShipmentStore {
  private final Encryption encryption;

  public ShipmentStore(Encryption encryption) {
    this.encryption = encryption;
  }

  /** A parcel without tracking number is kept too. */
  public void keep(
      Handle handle, WebhookDeliveryRow row, JourneyId journey, Reading.Shipment shipment) {
    ShipmentDao dao = handle.attach(ShipmentDao.class);
    int position = 0;
    for (Parcel parcel : shipment.parcels()) {
      position++;
      String context = ShipmentRow.context(row.deliveryId(), position);
      dao.insertIfAbsent(
          new ShipmentRow(
              row.deliveryId(),
              position,
              journey,
              parcel.prescriptionId(),
              parcel.trackingNumber() != null,
              encryption.encryptText(StoredJson.write(parcel), context),
              row.receivedAt()));
    }
  }
}
