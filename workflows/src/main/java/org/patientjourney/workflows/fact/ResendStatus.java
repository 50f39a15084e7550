package org.patientjourney.workflows.fact;

/** The state of a resend. */
public enum ResendStatus {
  REQUESTED,
  SENT,
  /** The provider does not send this link again. */
  REFUSED,
  /** It may have been sent or not; never repeated. */
  UNKNOWN,
  /** Only the clinic contacts its patients: it was asked to remind this one. */
  LEFT_TO_CLINIC
}
