package org.patientjourney.workflows.exam;

import java.time.Instant;

/**
 * One status that the provider reported, or that a person saw in its portal.
 *
 * @param resends of the invite before it was reported: a later one gives the patient a new try
 */
public record ReportedStatus(
    int attempt, ExamStatus status, Instant receivedAt, int resends, boolean byHand) {

  public static ReportedStatus byProvider(
      int attempt, ExamStatus status, Instant receivedAt, int resends) {
    return new ReportedStatus(attempt, status, receivedAt, resends, false);
  }

  public static ReportedStatus byHand(
      int attempt, ExamStatus status, Instant recordedAt, int resends) {
    return new ReportedStatus(attempt, status, recordedAt, resends, true);
  }
}
