package org.patientjourney.activities.report;

import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.webhook.PrescriptionItem;
import org.patientjourney.activities.qualiphy.webhook.Reading;
import org.patientjourney.activities.webhook.WebhookDelivery;
import org.patientjourney.workflows.fact.WebhookDeliveryId;

/**
 * One prescribed medicine. Health data; prints its id.
 *
 * @param confirmed false when the event's status is denied, cancelled, rejected or not known
 * @param deliveryId of the event 2 that reported it
 * @param supersededBy the later delivery that reported the same medicine; null if there is none
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

  static Stream<PrescribedMedicine> of(WebhookDelivery delivery, Reading reading) {
    return reading instanceof Reading.Prescription event
        ? event.items().stream()
            .map(
                item ->
                    new PrescribedMedicine(
                        item.prescriptionId(),
                        item.isControlled(),
                        event.status().isConfirmed(),
                        delivery.deliveryId(),
                        delivery.receivedAt(),
                        null,
                        item))
        : Stream.empty();
  }

  PrescribedMedicine shown(boolean mayReadControlled, @Nullable WebhookDeliveryId successor) {
    return new PrescribedMedicine(
        prescriptionId,
        controlled,
        confirmed,
        deliveryId,
        receivedAt,
        successor,
        controlled && !mayReadControlled ? null : medicine);
  }

  @Override
  public String toString() {
    return "PrescribedMedicine[" + prescriptionId + "]";
  }
}
