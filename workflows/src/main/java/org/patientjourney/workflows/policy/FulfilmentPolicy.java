package org.patientjourney.workflows.policy;

import java.time.Duration;

/**
 * How long a journey waits after an approval that may prescribe.
 *
 * @param prescriptionOverdue after the approval, for event 2, before a person is asked
 * @param shipmentOverdue after the latest prescription, for each medicine's parcel
 * @param shipmentSettles how long after the latest parcel corrections are waited for
 */
public record FulfilmentPolicy(
    Duration prescriptionOverdue, Duration shipmentOverdue, Duration shipmentSettles) {

  /** No source names the first two; the third is ours. */
  public static final FulfilmentPolicy STANDARD =
      new FulfilmentPolicy(Duration.ofDays(3), Duration.ofDays(10), Duration.ofDays(7));
}
