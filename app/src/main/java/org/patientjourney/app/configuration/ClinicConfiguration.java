package org.patientjourney.app.configuration;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.callback.CallbackEndpoint;
import org.patientjourney.activities.intake.StorePlatform;
import org.patientjourney.activities.qualiphy.ApiKey;
import org.patientjourney.activities.silence.ClinicCalendar;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.PatientContact;

/**
 * One clinic or store.
 *
 * @param apiKey of its account at the provider
 * @param patientContact as the provider's representative has set the account
 * @param duplicateOrders accepted, with a warning, when it is left out
 * @param callbacks where the clinic's systems are told of its journeys; none when it is left out
 * @param stores whose orders become journeys; none when it is left out
 * @param quietDates of its time zone, on which no exam is expected to be reported; none when it is
 *     left out
 */
public record ClinicConfiguration(
    @NotEmpty String apiKey,
    @NotNull PatientContact patientContact,
    @NotNull ZoneId timeZone,
    @Nullable DuplicateOrders duplicateOrders,
    @Nullable List<@NotNull @Valid CallbackConfiguration> callbacks,
    @Nullable List<@NotNull @Valid StoreConfiguration> stores,
    @Nullable Set<@NotNull LocalDate> quietDates) {
  /** How an order is treated for an exam that its patient has already. */
  public enum DuplicateOrders {
    ACCEPT,
    REFUSE
  }

  public boolean refusesDuplicates() {
    return duplicateOrders == DuplicateOrders.REFUSE;
  }

  public ClinicCalendar calendar() {
    return new ClinicCalendar(timeZone, quietDates == null ? Set.of() : quietDates);
  }

  public ApiKey key(ClinicId clinic) {
    return new ApiKey(clinic, apiKey);
  }

  public List<CallbackEndpoint> endpoints(ClinicId clinic) {
    return callbacks == null
        ? List.of()
        : callbacks.stream().map(callback -> callback.toEndpoint(clinic)).toList();
  }

  /** Of the clinic; it has one of each platform at most. */
  public Optional<StoreConfiguration> store(StorePlatform platform) {
    return stores().stream().filter(store -> store.platform() == platform).findFirst();
  }

  /** None when it is left out. */
  @Override
  public List<StoreConfiguration> stores() {
    return stores == null ? List.of() : stores;
  }

  @JsonIgnore
  @ValidationMethod(message = "each platform stands once in stores")
  public boolean isEachPlatformOnce() {
    List<StorePlatform> platforms =
        stores().stream()
            .filter(Objects::nonNull)
            .map(StoreConfiguration::platform)
            .filter(Objects::nonNull)
            .toList();
    return platforms.stream().distinct().count() == platforms.size();
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
