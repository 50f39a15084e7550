package org.patientjourney.app.configuration;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.ZoneId;
import org.patientjourney.activities.qualiphy.ApiKey;
import org.patientjourney.workflows.invite.PatientContact;

/**
 * One clinic or store.
 *
 * @param apiKey of its account at the provider
 * @param patientContact as the provider's representative has set the account (contract 6)
 */
public record ClinicConfiguration(
    @NotEmpty String apiKey, @NotNull PatientContact patientContact, @NotNull ZoneId timeZone) {

  public ApiKey key() {
    return new ApiKey(apiKey);
  }

  @Override
  public String toString() {
    return "ClinicConfiguration[" + patientContact + ", " + timeZone + "]";
  }
}
