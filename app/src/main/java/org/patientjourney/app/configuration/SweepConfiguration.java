package org.patientjourney.app.configuration;

import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;

/**
 * How the record is searched for what did not happen.
 *
 * @param interval between two searches for what is overdue
 * @param grace after which a journey that did not act when due raises an alarm
 * @param reconcileInterval between two comparisons of open journeys with Temporal's runs
 */
public record SweepConfiguration(
    @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS) Duration interval,
    @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS) Duration grace,
    @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS) Duration reconcileInterval) {
  static final SweepConfiguration STANDARD =
      new SweepConfiguration(Duration.minutes(1), Duration.minutes(10), Duration.minutes(10));
}
