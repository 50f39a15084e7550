package org.patientjourney.app.configuration;

import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;
import org.patientjourney.workflows.journey.JourneyPolicy;

/** How long a journey waits for what. */
public record PolicyConfiguration(
    @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS) Duration linkLifetime,
    @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS) Duration linkGrace,
    @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS) Duration reviewOverdue,
    @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS) Duration inviteOverdue) {

  static final PolicyConfiguration STANDARD =
      new PolicyConfiguration(
          Duration.days(JourneyPolicy.STANDARD.linkLifetime().toDays()),
          Duration.days(JourneyPolicy.STANDARD.linkGrace().toDays()),
          Duration.days(JourneyPolicy.STANDARD.reviewOverdue().toDays()),
          Duration.hours(JourneyPolicy.STANDARD.inviteOverdue().toHours()));

  public JourneyPolicy toPolicy() {
    return new JourneyPolicy(
        linkLifetime.toJavaDuration(),
        linkGrace.toJavaDuration(),
        reviewOverdue.toJavaDuration(),
        inviteOverdue.toJavaDuration());
  }
}
