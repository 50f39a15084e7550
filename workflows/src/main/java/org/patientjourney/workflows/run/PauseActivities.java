package org.patientjourney.workflows.run;

import io.temporal.activity.ActivityInterface;
import org.patientjourney.workflows.order.JourneyId;

/** Pauses of the calls to the provider, of one clinic or of all. */
@ActivityInterface
public interface PauseActivities {
  /** Type of the failure of an activity that did not call because the calls are paused. */
  String CALLS_PAUSED = "CallsPaused";

  /** Fails with {@link #CALLS_PAUSED} as long as the calls for the journey's clinic are paused. */
  void awaitRelease(JourneyId journey);
}
