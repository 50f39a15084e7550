package org.patientjourney.app.configuration;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.callback.CallbackEndpoint;
import org.patientjourney.activities.qualiphy.ApiKey;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.PatientContact;

/**
 * One clinic or store.
 *
 * @param apiKey of its account at the provider
 * @param patientContact as the provider's representative has set the account
 * @param duplicateOrders accepted, with a warning, when it is left out
 * @param callbacks where the clinic's systems are told of its journeys; none when it is left out
 */
public record ClinicConfiguration(
    @NotEmpty String apiKey,
    @NotNull PatientContact patientContact,
    @NotNull ZoneId timeZone,
    @Nullable DuplicateOrders duplicateOrders,
    @Nullable List<@NotNull @Valid CallbackConfiguration> callbacks) {
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

  public List<CallbackEndpoint> endpoints(ClinicId clinic) {
    return callbacks == null
        ? List.of()
        : callbacks.stream().map(callback -> callback.toEndpoint(clinic)).toList();
  }

  @JsonIgnore
  @ValidationMethod(message = "each name stands once in callbacks")
  public boolean isEachCallbackNamed() {
    return callbacks == null
        || callbacks.stream().map(each -> each == null ? null : each.name()).distinct().count()
            == callbacks.size();
  }

  @Override
  public String toString() {
    return "ClinicConfiguration[" + patientContact + ", " + timeZone + "]";
  }
}
