package org.patientjourney.activities.compliance;

/** The result of a read. Stored: names are permanent. */
public enum AccessOutcome {
  READ,
  /** The caller may, but there is nothing. */
  ABSENT,
  /** The wrong role, or the data of another clinic. */
  DENIED
}
