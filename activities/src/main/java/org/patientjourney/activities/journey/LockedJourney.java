package org.patientjourney.activities.journey;

import org.jdbi.v3.core.Handle;
import org.patientjourney.workflows.journey.JourneyId;

/** The first step of every transaction on a journey. */
final class LockedJourney {
  private LockedJourney() {}

  /** Locks the journey's row until the transaction ends; the row must be there. */
  static JourneyRow get(Handle handle, JourneyId journey) {
    return handle
        .attach(JourneyDao.class)
        .findLocked(journey)
        .orElseThrow(
            () -> new IllegalStateException("expected a row of journey " + journey + ": a bug"));
  }
}
