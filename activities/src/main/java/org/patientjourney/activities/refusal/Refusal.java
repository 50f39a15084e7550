package org.patientjourney.activities.refusal;

import java.time.Instant;

/**
 * A refusal of the provider, opened.
 *
 * @param text HTTP status and the beginning of the answer; may name a patient
 */
public record Refusal(Instant at, ProviderCall call, String text) {
  /** Without the text. */
  @Override
  public String toString() {
    return "Refusal[" + at + " " + call + "]";
  }
}
