package org.patientjourney.workflows.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One status that the provider reported, or that a person saw in its portal.
 *
 * @param digest of what was reported; null when a person saw it
 * @param resends of the invite before it was reported: a later one gives the patient a new try
 */
public record ReportedStatus(
    int attempt,
    ExamStatus status,
    @Nullable String digest,
    Instant receivedAt,
    int resends,
    boolean byHand) {

  public static ReportedStatus byProvider(
      int attempt, ExamStatus status, String digest, Instant receivedAt, int resends) {
    return new ReportedStatus(attempt, status, digest, receivedAt, resends, false);
  }

  public static ReportedStatus byHand(
      int attempt, ExamStatus status, Instant recordedAt, int resends) {
    return new ReportedStatus(attempt, status, null, recordedAt, resends, true);
  }

  public ReportedStatus afterResends(int newResends) {
    return new ReportedStatus(attempt, status, digest, receivedAt, newResends, byHand);
  }

  public boolean saysTheSameAs(ReportedStatus other) {
    return attempt == other.attempt
        && status == other.status
        && digest != null
        && digest.equals(other.digest);
  }
}
