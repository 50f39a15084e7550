package org.patientjourney.activities.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.webhook.PrescriptionItem;
import org.patientjourney.workflows.fact.WebhookDeliveryId;

/**
 * One prescribed medicine, opened for a reader. Health data; prints its id.
 *
 * @param confirmed whether the status of the event confirms the prescription: false when it was
 *     denied, cancelled or rejected, or has a status that is not known
 * @param deliveryId of the event 2 that told of it
 * @param supersededBy the delivery that told of the same medicine anew; null while this one is
 *     current
 * @param medicine null when it is a controlled substance and the reader may not read those
 */
public record PrescribedMedicine(
    @Nullable String prescriptionId,
    boolean controlled,
    boolean confirmed,
    WebhookDeliveryId deliveryId,
    Instant receivedAt,
    @Nullable WebhookDeliveryId supersededBy,
    @Nullable PrescriptionItem medicine) {
  @Override
  public String toString() {
    return "PrescribedMedicine[" + prescriptionId + "]";
  }
}
