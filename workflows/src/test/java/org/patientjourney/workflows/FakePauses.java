package org.patientjourney.workflows;

import io.temporal.failure.ApplicationFailure;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.run.PauseActivities;

/** Calls to the provider are paused, or not, as the story wants. */
public final class FakePauses implements PauseActivities {
  private boolean paused;

  public synchronized void begin() {
    paused = true;
  }

  public synchronized void release() {
    paused = false;
  }

  /** As an activity does right before its call. */
  synchronized void requireNone() {
    if (paused) {
      throw ApplicationFailure.newNonRetryableFailure("paused", CALLS_PAUSED);
    }
  }

  @Override
  public synchronized void awaitRelease(JourneyId journey) {
    if (paused) {
      throw ApplicationFailure.newFailure("paused", CALLS_PAUSED);
    }
  }
}
