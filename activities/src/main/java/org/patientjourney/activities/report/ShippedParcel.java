package org.patientjourney.activities.report;

import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.webhook.Parcel;
import org.patientjourney.activities.qualiphy.webhook.Reading;
import org.patientjourney.activities.webhook.WebhookDelivery;
import org.patientjourney.workflows.fact.WebhookDeliveryId;

/**
 * One parcel. Personal data; prints nothing of it.
 *
 * @param deliveryId of the event 3 that reported it
 * @param supersededBy the later delivery that reported the same parcel; null if there is none
 */
public record ShippedParcel(
    WebhookDeliveryId deliveryId,
    Instant receivedAt,
    @Nullable WebhookDeliveryId supersededBy,
    Parcel parcel) {

  static Stream<ShippedParcel> of(WebhookDelivery delivery, Reading reading) {
    return reading instanceof Reading.Shipment event
        ? event.parcels().stream()
            .map(
                parcel ->
                    new ShippedParcel(delivery.deliveryId(), delivery.receivedAt(), null, parcel))
        : Stream.empty();
  }

  ShippedParcel supersededBy(@Nullable WebhookDeliveryId successor) {
    return new ShippedParcel(deliveryId, receivedAt, successor, parcel);
  }

  @Override
  public String toString() {
    return "ShippedParcel[" + receivedAt + "]";
  }
}
