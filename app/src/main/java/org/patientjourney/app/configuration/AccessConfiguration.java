package org.patientjourney.app.configuration;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** SHA-256 (lower-case hex) of the bearer key of each role. */
public record AccessConfiguration(
    @NotNull @Pattern(regexp = "[0-9a-f]{64}") String backendKeyHash,
    @NotNull @Pattern(regexp = "[0-9a-f]{64}") String operationsKeyHash) {}
