package org.patientjourney.activities.erasure;

/** The outcome of an erasure. */
public sealed interface ErasureOutcome {
  record NoPatient() implements ErasureOutcome {}

  /**
   * Nothing was erased.
   *
   * @param found what prevents it, and what to do
   */
  record Refused(String found) implements ErasureOutcome {}

  /** The keys are destroyed, now or by the same command before. */
  record Erased(ErasureRow row) implements ErasureOutcome {}
}
