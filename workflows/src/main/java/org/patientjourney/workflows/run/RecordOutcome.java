package org.patientjourney.workflows.run;

/** The outcome of recording a revision. */
public enum RecordOutcome {
  RECORDED,
  /** Another run has claimed the journey: nothing was done, the asking run ends. */
  SUPERSEDED,
  /**
   * The record differs from what the run knows: nothing was done, the run claims again. Either a
   * workflow task was lost after its work, or the run was reset, which raises an alarm.
   */
  OUT_OF_STEP,
  /** The engine may not close the journey yet: a delivery of it is stored and not applied. */
  DELIVERY_UNAPPLIED
}
