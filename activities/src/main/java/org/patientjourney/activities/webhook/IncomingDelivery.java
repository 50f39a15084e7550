package org.patientjourney.activities.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.WebhookDeliveryId;

/**
 * A delivery that is not stored yet. Its token is not checked: only the statement that stores it
 * knows the attempts.
 *
 * @param body encrypted
 * @param size of what was sent, in bytes; null when the sender did not announce it
 * @param truncated whether the body is only the beginning of what was sent
 * @param misencoded whether the body is not in the content coding that its sender announced
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record IncomingDelivery(
    WebhookDeliveryId deliveryId,
    byte[] tokenHash,
    byte[] body,
    @Nullable Long size,
    boolean truncated,
    boolean misencoded,
    Instant receivedAt) {
  @Override
  public String toString() {
    return "IncomingDelivery[" + deliveryId + "]";
  }
}
