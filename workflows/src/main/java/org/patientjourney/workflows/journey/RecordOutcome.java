package org.patientjourney.workflows.journey;

/** What became of a revision that a run wanted to record. */
public enum RecordOutcome {
  RECORDED,
  /** A younger run owns the journey: nothing was done, the asking run ends. */
  SUPERSEDED,
  /** The record has another revision of the same run: alarm, and a fresh run starts from it. */
  DIVERGED,
  /** The engine may not close the journey yet: a delivery of it is stored and not applied. */
  DELIVERY_UNAPPLIED
}
