package org.patientjourney.activities.compliance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.OrderId;

/**
 * Which lines of the access log to show, oldest first.
 *
 * @param clinic whose data
 * @param journey also lines about its order as a whole
 * @param since inclusive
 * @param until exclusive
 * @param after the number of the last line of the page before
 */
public record AccessQuery(
    @Nullable ClinicId clinic,
    @Nullable JourneyId journey,
    @Nullable Instant since,
    @Nullable Instant until,
    long after,
    int limit) {

  public @Nullable ClinicId journeyClinic() {
    return journey == null ? null : Subject.of(journey).clinic();
  }

  public @Nullable OrderId journeyOrder() {
    return journey == null ? null : Subject.of(journey).orderId();
  }
}
