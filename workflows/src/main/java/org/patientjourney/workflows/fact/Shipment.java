package org.patientjourney.workflows.fact;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One parcel on its way. Its tracking number stays in PostgreSQL.
 *
 * @param medicine that it holds; null when the event did not say
 * @param trackingHash SHA-256 of the tracking number, which identifies the parcel
 */
public record Shipment(
    int attempt, @Nullable PrescriptionId medicine, String trackingHash, Instant receivedAt) {

  public boolean isSameParcel(Shipment other) {
    return trackingHash.equals(other.trackingHash) && Objects.equals(medicine, other.medicine);
  }
}
