package org.patientjourney.app.configuration;

import io.dropwizard.util.Duration;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.net.URI;

/**
 * How the provider is called.
 *
 * @param callsPerSecond of all workers together
 */
public record ProviderConfiguration(
    @NotNull URI baseUrl,
    @NotNull Duration connectTimeout,
    @NotNull Duration answerTimeout,
    @Positive double callsPerSecond) {}
