package org.patientjourney.workflows.fact;

/** How many of the order's answers were given to the provider. */
public enum PreFill {
  ALL,
  SOME,
  /** Refused, or the meeting's uuid is not known, or no answer fits: the patient is asked. */
  NONE
}
