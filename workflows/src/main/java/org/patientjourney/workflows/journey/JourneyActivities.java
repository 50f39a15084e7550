package org.patientjourney.workflows.journey;

import io.temporal.activity.ActivityInterface;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.JourneyId;

/** The journey's record in PostgreSQL. Both are safe to repeat and are retried for ever. */
@ActivityInterface
public interface JourneyActivities {
  /**
   * Makes the calling run the owner of its journey: raises the epoch, returns the snapshot. Facts
   * that were handed to an earlier run and are not recorded become due again. However often one run
   * claims, it has one epoch: a late try of its own does not supersede it.
   *
   * @param runId Temporal's, of the calling run; null from a run that did not tell
   */
  JourneyClaim claim(JourneyId journey, @Nullable String runId);

  /** Stores one revision: journal, snapshot, read model, alarms and outbox in one transaction. */
  RecordOutcome record(JourneyRecord revision);
}
