package org.patientjourney.workflows.fact;

/** What became of the answers that an order brought along. */
public enum PreFill {
  ALL,
  SOME,
  /** Refused, or the meeting's uuid is not known, or no answer fits: the patient is asked. */
  NONE
}
