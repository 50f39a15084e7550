package org.patientjourney.workflows.consultation;

import org.patientjourney.workflows.journey.JourneyLoop;

/** The clinician's review: awaited through the webhook, bounded by the life of the link. */
public final class ConsultationStep {
  private final JourneyLoop loop;

  public ConsultationStep(JourneyLoop loop) {
    this.loop = loop;
  }

  /** Until the journey is over, or has something to do outside before it waits again. */
  public void run() {
    while (!awaitDecision()) {
      loop.record(loop.state().deadlinePassed(loop.moment()));
    }
  }

  private boolean awaitDecision() {
    return loop.awaitUntil(
        state -> state.deadline(loop.moment().policy()),
        "decision",
        state -> loop.isOver() || loop.hasErrand());
  }
}
