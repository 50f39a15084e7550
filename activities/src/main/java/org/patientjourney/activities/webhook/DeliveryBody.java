package org.patientjourney.activities.webhook;

import org.jdbi.v3.core.mapper.Nested;

/**
 * A delivery with its body.
 *
 * @param body ciphertext
 */
@SuppressWarnings("ArrayRecordComponent") // rows are carried, never compared
public record DeliveryBody(@Nested WebhookDeliveryRow delivery, byte[] body) {
  @Override
  public String toString() {
    return "DeliveryBody[" + delivery.deliveryId() + "]";
  }
}
