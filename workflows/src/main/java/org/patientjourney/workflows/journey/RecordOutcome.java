package org.patientjourney.workflows.journey;

/** What became of a revision that a run wanted to record. */
public enum RecordOutcome {
  RECORDED,
  /** A younger run owns the journey: nothing was done, the asking run ends. */
  SUPERSEDED,
  /** The record has another revision of the same run: alarm, and a fresh run starts from it. */
  DIVERGED
}
