package org.patientjourney.app.configuration;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.LocalDate;
import java.util.Set;

/** States that the provider does not serve, as of a date. */
public record UnservedStates(
    @NotNull LocalDate asOf, @NotNull Set<@NotNull @Pattern(regexp = "[A-Z]{2}") String> states) {}
