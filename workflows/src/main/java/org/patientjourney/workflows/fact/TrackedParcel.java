package org.patientjourney.workflows.fact;

import org.jspecify.annotations.Nullable;

/**
 * One parcel that an event 3 reports.
 *
 * @param medicine that it holds; null when the event did not say
 * @param trackingHash SHA-256 of the tracking number; null when it has none: then nothing was
 *     shipped yet
 */
public record TrackedParcel(@Nullable PrescriptionId medicine, @Nullable String trackingHash) {

  public String key() {
    return (medicine == null ? "" : medicine.value())
        + ":"
        + (trackingHash == null ? "" : trackingHash);
  }
}
