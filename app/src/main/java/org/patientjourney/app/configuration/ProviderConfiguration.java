package org.patientjourney.app.configuration;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDuration;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How the provider is called. Both time-outs together stay below the 90 s that the activity has.
 *
 * @param callsPerSecond of all workers together
 */
public record ProviderConfiguration(
    @NotNull URI baseUrl,
    @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS)
        @MaxDuration(value = 20, unit = TimeUnit.SECONDS)
        Duration connectTimeout,
    @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS)
        @MaxDuration(value = 60, unit = TimeUnit.SECONDS)
        Duration answerTimeout,
    @Positive double callsPerSecond) {
  java.time.Duration longestCall() {
    return connectTimeout.toJavaDuration().plus(answerTimeout.toJavaDuration());
  }

  @JsonIgnore
  @ValidationMethod(message = "baseUrl must be an absolute http or https URL")
  public boolean isBaseUrlAbsolute() {
    return baseUrl == null || isHttp(baseUrl);
  }

  static boolean isHttp(URI url) {
    return url.getHost() != null && List.of("http", "https").contains(url.getScheme());
  }
}
