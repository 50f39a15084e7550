package org.patientjourney.activities.qualiphy;

import org.patientjourney.workflows.order.ClinicId;

/** The key of one clinic's account at the provider. Opaque, never printed. */
public record ApiKey(ClinicId clinic, String value) {
  public ApiKey {
    if (value.isBlank()) {
      throw new IllegalArgumentException("an API key is not blank");
    }
  }

  @Override
  public String toString() {
    return "ApiKey[masked]";
  }
}
