package org.patientjourney.workflows.meeting;

import io.temporal.failure.ActivityFailure;
import java.time.Duration;
import org.patientjourney.workflows.fact.Attempt.PreFill;
import org.patientjourney.workflows.order.JourneyTerms;
import org.patientjourney.workflows.run.JourneyRun;

/** Spares the patient questions that the order has answered. */
public final class PreFillStep {
  private final JourneyRun journey;

  public PreFillStep(JourneyRun journey) {
    this.journey = journey;
  }

  public void run() {
    if (journey.isIn(new PreFillPhase())) {
      int attempt = journey.state().lastAttempt();
      PreFill outcome = answer(attempt);
      journey.record(PreFillPhase.preFilled(journey.state(), attempt, outcome, journey.moment()));
    }
  }

  private PreFill answer(int attempt) {
    JourneyTerms terms = journey.state().terms();
    try {
      return answering().preFill(terms.meetingId(), attempt, terms.journeyId());
    } catch (ActivityFailure failure) {
      return PreFill.NONE;
    }
  }

  private PreFillActivities answering() {
    return journey.providerActivities(
        PreFillActivities.class,
        JourneyRun.IN_TURN,
        2,
        5,
        Duration.ofSeconds(10),
        "exam_questions, exam_submit_answers");
  }
}
