package org.patientjourney.sandbox.fault;

/** Strikes an exam_invite after it was accepted and stored. */
public enum StoredFault implements Fault {
  /** The caller waits in vain, then the connection is closed. */
  TIMEOUT_AFTER_SUCCESS,
  /** The answer waits until it is released. */
  HOLD_ANSWER,
  ERROR_500_AFTER_SUCCESS,
  /** A success that does not name the patient exams. */
  OK_WITHOUT_IDS,
  /** Two meetings for one call: a sabotage that a demo must notice. */
  DOUBLE
}
