package org.patientjourney.app.configuration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * What the webhook endpoint accepts.
 *
 * @param unknownTokensPerMinute deliveries with an unknown token from one source
 * @param queue deliveries that may wait to be stored
 */
public record WebhookConfiguration(
    @Min(1) int unknownTokensPerMinute, @Min(1) @Max(10_000) int queue) {
  static final WebhookConfiguration STANDARD = new WebhookConfiguration(60, 500);
}
