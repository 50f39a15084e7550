package org.patientjourney.activities.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.JourneyId;

/**
 * A row of {@code shipment}: one parcel of one event 3.
 *
 * @param prescriptionId the provider's; null when it named none
 * @param tracked whether it has a tracking number
 * @param detail ciphertext
 */
@SuppressWarnings("ArrayRecordComponent") // rows are carried, never compared
public record ShipmentRow(
    WebhookDeliveryId deliveryId,
    int position,
    JourneyId journeyId,
    @Nullable String prescriptionId,
    boolean tracked,
    byte[] detail,
    Instant receivedAt) {

  /** The context that the detail is encrypted in. */
  public String context() {
    return context(deliveryId, position);
  }

  static String context(WebhookDeliveryId deliveryId, int position) {
    return "shipment.detail:" + deliveryId + ":" + position;
  }

  @Override
  public String toString() {
    return "ShipmentRow[" + deliveryId + ", " + position + "]";
  }
}
