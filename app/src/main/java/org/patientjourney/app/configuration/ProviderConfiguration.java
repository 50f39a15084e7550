package org.patientjourney.app.configuration;

import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/**
 * How the provider is called. Both time-outs together stay below the 90 s that the activity has.
 *
 * @param callsPerSecond of all workers together
 */
public record ProviderConfiguration(
    @NotNull URI baseUrl,
    @NotNull @MaxDuration(value = 20, unit = TimeUnit.SECONDS) Duration connectTimeout,
    @NotNull @MaxDuration(value = 60, unit = TimeUnit.SECONDS) Duration answerTimeout,
    @Positive double callsPerSecond) {}
