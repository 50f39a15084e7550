package org.patientjourney.app.configuration;

import jakarta.validation.constraints.Min;

/**
 * What the webhook endpoint takes.
 *
 * @param unknownTokensPerMinute deliveries with an unknown token from one source
 */
public record WebhookConfiguration(@Min(1) int unknownTokensPerMinute) {
  static final WebhookConfiguration STANDARD = new WebhookConfiguration(60);
}
