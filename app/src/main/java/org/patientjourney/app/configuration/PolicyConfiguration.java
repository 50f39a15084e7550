package org.patientjourney.app.configuration;

import io.dropwizard.util.Duration;
import jakarta.validation.constraints.NotNull;
import org.patientjourney.workflows.journey.JourneyPolicy;

/** How long a journey waits for what. */
public record PolicyConfiguration(
    @NotNull Duration linkLifetime,
    @NotNull Duration linkGrace,
    @NotNull Duration reviewOverdue,
    @NotNull Duration inviteOverdue) {

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
