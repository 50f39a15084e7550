package org.patientjourney.activities.journey;

import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.patientjourney.activities.record.ClearanceDao;
import org.patientjourney.workflows.journey.JourneyState;

/** Keeps clearances in line with decisions; part of the caller's transaction. */
public final class ClearanceStore {
  private ClearanceStore() {}

  /**
   * A good faith approval clears the patient for the exam's treatment; a decision that does not
   * stand clears nobody.
   *
   * @param validity 365 days in the field (contract 6, "Validity of a GFE")
   */
  public static void keep(Handle handle, JourneyState state, Duration validity, Instant now) {
    if (state.terms().kind().mayPrescribe()) {
      return;
    }
    ClearanceDao clearances = handle.attach(ClearanceDao.class);
    if (state.isCleared()) {
      Instant approvedAt = state.approvedAt().orElse(now);
      clearances.grant(state.terms().journeyId(), approvedAt, approvedAt.plus(validity));
    } else {
      clearances.withdraw(state.terms().journeyId(), now);
    }
  }
}
