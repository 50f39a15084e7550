package org.patientjourney.workflows.hold;

/** Who has to do what happens next. */
public enum Owner {
  ENGINE,
  PATIENT,
  PROVIDER,
  CLINIC,
  OPERATIONS
}
