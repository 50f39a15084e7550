package org.patientjourney.activities.prescription;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.webhook.PrescriptionItem;

/**
 * One prescribed medicine, opened for a reader. Health data; prints its id.
 *
 * @param medicine null when it is a controlled substance and the reader may not read those
 */
public record PrescribedMedicine(
    @Nullable String prescriptionId,
    boolean controlled,
    Instant receivedAt,
    @Nullable PrescriptionItem medicine) {
  @Override
  public String toString() {
    return "PrescribedMedicine[" + prescriptionId + "]";
  }
}
