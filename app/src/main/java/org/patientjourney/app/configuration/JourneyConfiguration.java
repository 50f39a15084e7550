package org.patientjourney.app.configuration;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.Configuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.ClinicId;

/** The whole of {@code config.yml}. */
public final class JourneyConfiguration extends Configuration {
  /** Whether orders reach real clinicians. */
  public enum Mode {
    TEST,
    LIVE
  }

  /** What one process does; together they are one engine. */
  public enum ProcessRole {
    API,
    RELAY,
    WORKER
  }

  @JsonProperty @NotNull private Mode mode = Mode.TEST;
  @JsonProperty @NotEmpty private Set<ProcessRole> roles = Set.of(ProcessRole.values());
  @JsonProperty @NotNull private @Nullable URI publicBaseUrl;
  @JsonProperty @NotNull @Valid private @Nullable DatabaseConfiguration database;
  @JsonProperty @NotNull @Valid private @Nullable EncryptionConfiguration encryption;
  @JsonProperty @NotNull @Valid private @Nullable AccessConfiguration access;
  @JsonProperty @NotNull @Valid private @Nullable ProviderConfiguration provider;
  @JsonProperty @NotNull @Valid private PolicyConfiguration policy = PolicyConfiguration.STANDARD;
  @JsonProperty @NotNull @Valid private RelayConfiguration relay = RelayConfiguration.STANDARD;
  @JsonProperty @NotEmpty @Valid private Map<ClinicId, ClinicConfiguration> clinics = Map.of();
  @JsonProperty @NotEmpty @Valid private List<CatalogueEntry> catalogue = List.of();
  @JsonProperty @NotNull @Valid private @Nullable UnservedStates unservedStates;

  public Mode mode() {
    return mode;
  }

  public Set<ProcessRole> roles() {
    return roles;
  }

  public URI publicBaseUrl() {
    return present(publicBaseUrl, "publicBaseUrl");
  }

  public DatabaseConfiguration database() {
    return present(database, "database");
  }

  public EncryptionConfiguration encryption() {
    return present(encryption, "encryption");
  }

  public AccessConfiguration access() {
    return present(access, "access");
  }

  public ProviderConfiguration provider() {
    return present(provider, "provider");
  }

  public PolicyConfiguration policy() {
    return policy;
  }

  public RelayConfiguration relay() {
    return relay;
  }

  public Map<ClinicId, ClinicConfiguration> clinics() {
    return clinics;
  }

  public List<CatalogueEntry> catalogue() {
    return catalogue;
  }

  public UnservedStates unservedStates() {
    return present(unservedStates, "unservedStates");
  }

  private static <T> T present(@Nullable T value, String key) {
    if (value == null) {
      throw new IllegalStateException("configuration key " + key + " is missing");
    }
    return value;
  }
}
