package org.patientjourney.app.configuration;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.ApiKey;
import org.patientjourney.workflows.order.PatientContact;

/**
 * One clinic or store.
 *
 * @param apiKey of its account at the provider
 * @param patientContact as the provider's representative has set the account
 * @param duplicateOrders accepted, with a warning, when it is left out
 */
public record ClinicConfiguration(
    @NotEmpty String apiKey,
    @NotNull PatientContact patientContact,
    @NotNull ZoneId timeZone,
    @Nullable DuplicateOrders duplicateOrders) {
  /** How an order is treated for an exam that its patient has already. */
  public enum DuplicateOrders {
    ACCEPT,
    REFUSE
  }

  public boolean refusesDuplicates() {
    return duplicateOrders == DuplicateOrders.REFUSE;
  }

  public ApiKey key() {
    return new ApiKey(apiKey);
  }

  @Override
  public String toString() {
    return "ClinicConfiguration[" + patientContact + ", " + timeZone + "]";
  }
}
