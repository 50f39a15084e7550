package org.patientjourney.workflows.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One status that the provider reported, or that a person saw in its portal.
 *
 * @param digest of what was reported; null when a person saw it, who overrules what was before
 * @param resends of the invite before it was reported: a later one gives the patient a new try
 */
public record ReportedStatus(
    int attempt, ExamStatus status, @Nullable String digest, Instant receivedAt, int resends) {

  public boolean byHand() {
    return digest == null;
  }

  public ReportedStatus afterResends(int newResends) {
    return new ReportedStatus(attempt, status, digest, receivedAt, newResends);
  }

  public boolean saysTheSameAs(ReportedStatus other) {
    return attempt == other.attempt
        && status == other.status
        && digest != null
        && digest.equals(other.digest);
  }
}
