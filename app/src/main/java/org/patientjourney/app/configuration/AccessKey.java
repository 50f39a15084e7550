package org.patientjourney.app.configuration;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.ClinicId;

/**
 * One bearer key.
 *
 * @param name shows as the actor of commands and in the access log; {@code engine} is taken
 * @param clinic the only clinic that the key opens; left out it opens all
 * @param hash SHA-256 of the key, lower-case hex
 */
public record AccessKey(
    @NotNull @Pattern(regexp = "(?!engine$)[a-z0-9-]{1,32}") String name,
    @NotNull KeyRole role,
    @Nullable ClinicId clinic,
    @NotNull @Pattern(regexp = "[0-9a-f]{64}") String hash) {

  /** What a key may do; endpoints name these in {@code RolesAllowed}. */
  public enum KeyRole {
    BACKEND,
    OPERATIONS,
    COMPLIANCE,
    CARE,
    DISPENSING
  }

  @Override
  public String toString() {
    return "AccessKey[" + name + ", " + role + ", " + clinic + "]";
  }
}
