package org.patientjourney.activities.record;

import org.jdbi.v3.core.Handle;
import org.patientjourney.workflows.order.JourneyId;

/**
 * A journey whose row is locked until the transaction ends, and where its journal ends: the first
 * step of every transaction on a journey.
 */
public record LockedJourney(JourneyRow row, JournalHead journal) {
  /** The row must be there. */
  public static LockedJourney get(Handle handle, JourneyId journey) {
    return handle
        .attach(JourneyDao.class)
        .findLocked(journey)
        .orElseThrow(
            () -> new IllegalStateException("expected a row of journey " + journey + ": a bug"));
  }
}
