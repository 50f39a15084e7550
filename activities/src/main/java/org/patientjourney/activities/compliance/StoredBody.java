package org.patientjourney.activities.compliance;

import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.OrderId;

/**
 * A webhook delivery, and whose it is.
 *
 * @param journeyId null as long as only its meeting is known
 * @param body encrypted
 */
@SuppressWarnings("ArrayRecordComponent") // rows are carried, never compared
public record StoredBody(
    WebhookDeliveryId deliveryId,
    ClinicId clinic,
    OrderId orderId,
    @Nullable JourneyId journeyId,
    byte[] body) {

  Subject subject() {
    return new Subject(clinic, orderId, journeyId, deliveryId);
  }
}
