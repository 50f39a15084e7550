package org.patientjourney.activities.webhook;

import java.time.Instant;
import org.patientjourney.workflows.fact.WebhookDeliveryId;

/**
 * A delivery with an unknown token.
 *
 * @param body ciphertext
 */
@SuppressWarnings("ArrayRecordComponent") // as JDBC has it; never compared
public record QuarantinedRow(WebhookDeliveryId deliveryId, Instant receivedAt, byte[] body) {
  @Override
  public String toString() {
    return "QuarantinedRow[" + deliveryId + "]";
  }
}
