package org.patientjourney.app.configuration;

import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;

/**
 * How stored rows are handed to journeys.
 *
 * @param threads of each relay in this process
 * @param lease for which a claimed row belongs to its claimer
 */
public record RelayConfiguration(
    @Min(1) @Max(64) int threads,
    @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS) Duration pollInterval,
    @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS) Duration lease) {
  static final RelayConfiguration STANDARD =
      new RelayConfiguration(4, Duration.milliseconds(500), Duration.seconds(30));
}
