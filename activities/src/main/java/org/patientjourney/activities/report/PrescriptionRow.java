package org.patientjourney.activities.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.JourneyId;

/**
 * One medicine of one event 2, as its table has it.
 *
 * @param prescriptionId the provider's; null when it named none
 * @param confirmed whether the status of the event confirms the prescription
 * @param detail ciphertext
 */
@SuppressWarnings("ArrayRecordComponent") // rows are carried, never compared
public record PrescriptionRow(
    WebhookDeliveryId deliveryId,
    int position,
    JourneyId journeyId,
    @Nullable String prescriptionId,
    boolean controlled,
    boolean confirmed,
    byte[] detail,
    Instant receivedAt) {

  /** The context that the detail is encrypted in. */
  public String context() {
    return context(deliveryId, position);
  }

  static String context(WebhookDeliveryId deliveryId, int position) {
    return "prescription.detail:" + deliveryId + ":" + position;
  }

  @Override
  public String toString() {
    return "PrescriptionRow[" + deliveryId + ", " + position + "]";
  }
}
