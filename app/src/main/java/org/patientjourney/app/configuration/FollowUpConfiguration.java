package org.patientjourney.app.configuration;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.constraints.NotNull;
import java.time.LocalTime;
import java.util.concurrent.TimeUnit;
import org.patientjourney.activities.followup.FollowUpPolicy;

/**
 * When the follow-up of a GLP-1 visit is due.
 *
 * @param after the visit: three weeks (contract 6)
 * @param from the time of day from which patients are written to, in their own zone
 * @param until the time of day from which they are not
 * @param grace after which an overdue follow-up is an alarm
 */
public record FollowUpConfiguration(
    @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS) Duration after,
    @NotNull LocalTime from,
    @NotNull LocalTime until,
    @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS) Duration grace) {

  static final FollowUpConfiguration STANDARD =
      new FollowUpConfiguration(
          Duration.days(21), LocalTime.of(9, 0), LocalTime.of(18, 0), Duration.days(2));

  public FollowUpPolicy toPolicy() {
    return new FollowUpPolicy(after.toJavaDuration(), from, until, grace.toJavaDuration());
  }

  @JsonIgnore
  @ValidationMethod(message = "from must be earlier on the day than until")
  public boolean isOneSpanOfADay() {
    return from == null || until == null || from.isBefore(until);
  }
}
