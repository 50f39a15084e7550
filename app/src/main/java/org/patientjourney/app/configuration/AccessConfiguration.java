package org.patientjourney.app.configuration;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** SHA-256 (lower-case hex) of the bearer key of each role. */
public record AccessConfiguration(
    @NotNull @Pattern(regexp = "[0-9a-f]{64}") String backendKeyHash,
    @NotNull @Pattern(regexp = "[0-9a-f]{64}") String operationsKeyHash) {

  @JsonIgnore
  @ValidationMethod(message = "each role needs a key of its own")
  public boolean isKeyOfItsOwnForEachRole() {
    return backendKeyHash == null || !backendKeyHash.equals(operationsKeyHash);
  }
}
