package org.patientjourney.activities.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.webhook.Parcel;
import org.patientjourney.workflows.fact.WebhookDeliveryId;

/**
 * One parcel, opened for a reader. Personal data; prints nothing of it.
 *
 * @param deliveryId of the event 3 that told of it
 * @param supersededBy the delivery that told of the same parcel anew; null while this one is
 *     current
 */
public record ShippedParcel(
    WebhookDeliveryId deliveryId,
    Instant receivedAt,
    @Nullable WebhookDeliveryId supersededBy,
    Parcel parcel) {
  public ShippedParcel supersededBy(@Nullable WebhookDeliveryId later) {
    return new ShippedParcel(deliveryId, receivedAt, later, parcel);
  }

  @Override
  public String toString() {
    return "ShippedParcel[" + receivedAt + "]";
  }
}
