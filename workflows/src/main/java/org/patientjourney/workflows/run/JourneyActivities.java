package org.patientjourney.workflows.run;

import io.temporal.activity.ActivityInterface;
import org.patientjourney.workflows.order.JourneyId;

/** The journey's record in PostgreSQL. Both are safe to repeat and are retried for ever. */
@ActivityInterface
public interface JourneyActivities {
  /**
   * Makes the calling run the owner of its journey and returns the snapshot. Facts that were
   * signalled before and are not recorded become due again.
   *
   * @param runId Temporal's, of the calling run
   */
  JourneyClaim claim(JourneyId journey, String runId);

  /** Stores one revision: journal, snapshot, read model, alarms and outbox in one transaction. */
  RecordOutcome record(JourneyRecord revision);
}
