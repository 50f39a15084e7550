package org.patientjourney.workflows.fact;

import org.jspecify.annotations.Nullable;

/**
 * What an event 2 says of the prescription as a whole.
 *
 * @param exam the exam's status as the event repeats it; null when it does not
 * @param medicinesKnown whether each medicine was read, and has an id that a parcel can name
 */
public record PrescriptionStatus(@Nullable ExamStatus exam, RxStatus rx, boolean medicinesKnown) {

  /** No status in the event is against the prescription. */
  public boolean isConfirmed() {
    return (exam == null || exam == ExamStatus.APPROVED) && rx != RxStatus.UNCONFIRMED;
  }
}
