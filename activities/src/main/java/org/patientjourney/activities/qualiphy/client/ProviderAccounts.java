package org.patientjourney.activities.qualiphy.client;

import java.util.Map;
import java.util.Optional;
import org.patientjourney.activities.qualiphy.ApiKey;
import org.patientjourney.workflows.order.ClinicId;

/** The provider's client and each clinic's key. */
public record ProviderAccounts(QualiphyClient client, Map<ClinicId, ApiKey> keys) {
  public ProviderAccounts {
    keys = Map.copyOf(keys);
  }

  /** Empty when the clinic is not configured. */
  public Optional<ApiKey> key(ClinicId clinic) {
    return Optional.ofNullable(keys.get(clinic));
  }

  @Override
  public String toString() {
    return "ProviderAccounts" + keys.keySet();
  }
}
