package org.patientjourney.activities.record;

import org.jdbi.v3.core.Handle;
import org.patientjourney.workflows.order.JourneyId;

/** The first step of every transaction on a journey. */
public final class LockedJourney {
  private LockedJourney() {}

  /** Locks the journey's row until the transaction ends; the row must be there. */
  public static JourneyRow get(Handle handle, JourneyId journey) {
    return handle
        .attach(JourneyDao.class)
        .findLocked(journey)
        .orElseThrow(
            () -> new IllegalStateException("expected a row of journey " + journey + ": a bug"));
  }
}
