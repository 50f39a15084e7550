package org.patientjourney.workflows.exam;

import org.patientjourney.workflows.journey.JourneyLoop;
import org.patientjourney.workflows.journey.JourneyState;

/** The clinician's review: awaited through the webhook, bounded by the life of the link. */
public final class ConsultationStep {
  private final JourneyLoop loop;

  public ConsultationStep(JourneyLoop loop) {
    this.loop = loop;
  }

  public void run() {
    while (!awaitDecision()) {
      loop.record(loop.state().deadlinePassed(loop.moment()));
    }
  }

  private boolean awaitDecision() {
    return loop.awaitUntil(
        state -> state.deadline(loop.moment().policy()), "decision", this::isOver);
  }

  private boolean isOver(JourneyState state) {
    return state.isClosed() || (state.isSettled() && loop.hasSeenAllDeliveries());
  }
}
