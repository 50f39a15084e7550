package org.patientjourney.app.configuration;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.constraints.NotNull;
import java.time.LocalTime;
import org.patientjourney.workflows.policy.SendHours;

/**
 * The hours in which patients get unrequested messages, in their own zone.
 *
 * @param from the time of day from which they are
 * @param until the time of day from which they are not
 */
public record SendHoursConfiguration(@NotNull LocalTime from, @NotNull LocalTime until) {
  static final SendHoursConfiguration STANDARD =
      new SendHoursConfiguration(SendHours.STANDARD.from(), SendHours.STANDARD.until());

  public SendHours toPolicy() {
    return new SendHours(from, until);
  }

  @JsonIgnore
  @ValidationMethod(message = "from must be earlier on the day than until")
  public boolean isOneSpanOfADay() {
    return from == null || until == null || from.isBefore(until);
  }
}
