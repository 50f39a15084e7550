package org.patientjourney.activities.obligation;

/** How an obligation stands. */
public enum ObligationStatus {
  OPEN,
  /** Due and grace have passed, and an alarm says so. It can still be met, late. */
  OVERDUE,
  MET,
  /** The journey ended, so nothing is owed any more. */
  DROPPED
}
