package org.patientjourney.workflows.followup;

/** From what the day of a follow-up is counted. Stored: names are permanent. */
public enum FollowUpBasis {
  /** Our receipt of the first approval. */
  CONSULTATION,
  /** Our receipt of event 2, when no approval had come. */
  PRESCRIPTION,
  /** A person recorded the approval. */
  BY_HAND
}
