package org.patientjourney.activities.shipment;

import java.time.Instant;
import org.patientjourney.activities.qualiphy.webhook.Parcel;

/** One parcel, opened for a reader. Personal data; prints nothing of it. */
public record ShippedParcel(Instant receivedAt, Parcel parcel) {
  @Override
  public String toString() {
    return "ShippedParcel[" + receivedAt + "]";
  }
}
