package org.patientjourney.activities.refusal;

import java.time.Instant;

/**
 * A refusal, opened.
 *
 * @param text HTTP status and the provider's text; may name a patient
 */
public record Refusal(ProviderCall call, Instant refusedAt, String text) {
  /** Without the text. */
  @Override
  public String toString() {
    return "Refusal[" + call + " " + refusedAt + "]";
  }
}
