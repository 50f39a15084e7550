package org.patientjourney.activities.record;

/** The state of an obligation. */
public enum ObligationStatus {
  OPEN,
  /** Due and grace have passed, and an alarm was raised. It can still be met, late. */
  OVERDUE,
  MET,
  /** Nothing is owed any more: the journey ended, or nothing was prescribed. */
  DROPPED,
  /** A person with the right to do so ended it, with a reason. */
  WAIVED,
  /** The provider owes it and does not report whether it is met: recorded, not monitored. */
  RECORDED
}
