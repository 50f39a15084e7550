package org.patientjourney.app.configuration;

import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;
import org.patientjourney.activities.followup.FollowUpPolicy;
import org.patientjourney.workflows.policy.SendHours;

/**
 * When the follow-up of a GLP-1 visit is due.
 *
 * @param after the visit: three weeks
 * @param grace after which an overdue follow-up is an alarm
 */
public record FollowUpConfiguration(
    @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS) Duration after,
    @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS) Duration grace) {
  static final FollowUpConfiguration STANDARD =
      new FollowUpConfiguration(Duration.days(21), Duration.days(2));

  public FollowUpPolicy toPolicy(SendHours sendHours) {
    return new FollowUpPolicy(after.toJavaDuration(), sendHours, grace.toJavaDuration());
  }
}
