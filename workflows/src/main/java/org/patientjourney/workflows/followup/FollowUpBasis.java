package org.patientjourney.workflows.followup;

/** From what the day of a follow-up is counted. Stored: names are permanent. */
public enum FollowUpBasis {
  CONSULTATION,
  /** Our receipt of event 2, when no approval had come. */
  PRESCRIPTION,
  BY_HAND
}
