package org.patientjourney.activities.record;

/** How an obligation stands. */
public enum ObligationStatus {
  OPEN,
  /** Due and grace have passed, and an alarm says so. It can still be met, late. */
  OVERDUE,
  MET,
  /** Nothing is owed any more: the journey ended, or nothing was prescribed. */
  DROPPED,
  /** A person with the right to do so ended it, with a reason. */
  WAIVED,
  /** The provider owes it, and nobody tells us whether it does its part: recorded, not watched. */
  RECORDED
}
