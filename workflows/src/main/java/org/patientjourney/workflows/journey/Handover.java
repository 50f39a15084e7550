package org.patientjourney.workflows.journey;

/** Whether the invite's link reached the patient. */
public enum Handover {
  NOT_DUE,
  /** The provider e-mails and texts the link itself. */
  BY_PROVIDER,
  AWAITING_CLINIC,
  CONFIRMED
}
