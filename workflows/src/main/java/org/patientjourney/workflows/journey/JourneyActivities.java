package org.patientjourney.workflows.journey;

import io.temporal.activity.ActivityInterface;

/** The journey's record in PostgreSQL. Both are safe to repeat and are retried for ever. */
@ActivityInterface
public interface JourneyActivities {
  /**
   * Makes the calling run the owner of its journey: raises the epoch, returns the snapshot. Facts
   * that were handed to an earlier run and are not recorded become due again.
   */
  JourneyClaim claim(JourneyId journey);

  /** Stores one revision: journal, snapshot, read model, alarms and outbox in one transaction. */
  RecordOutcome record(JourneyRecord revision);
}
