package org.patientjourney.activities.record;

/** What an outbox row asks for. */
public enum OutboxKind {
  /** Start the journey's workflow. */
  START,
  /** Report the outcome of the meeting's invite to the journey. */
  INVITE_ANSWER,
  /**
   * Give the journey a command that the engine itself gives: a release when an incident is over.
   */
  COMMAND,
  /** Try to copy a PDF: an event brought a link to it. */
  PDF_COPY
}
