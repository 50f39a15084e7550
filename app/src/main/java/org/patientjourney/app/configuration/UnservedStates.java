package org.patientjourney.app.configuration;

import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.util.Set;

/** States in which the provider examines nobody, as of a date. */
public record UnservedStates(@NotNull LocalDate asOf, @NotNull Set<String> states) {}
