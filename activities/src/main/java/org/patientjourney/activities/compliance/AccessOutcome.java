package org.patientjourney.activities.compliance;

/** What a caller got. Stored: names are permanent. */
public enum AccessOutcome {
  READ,
  /** The caller may, but there is nothing. */
  ABSENT,
  /** Wrong role, or another clinic's. */
  DENIED
}
