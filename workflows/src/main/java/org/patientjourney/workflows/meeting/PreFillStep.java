package org.patientjourney.workflows.meeting;

import io.temporal.failure.ActivityFailure;
import java.time.Duration;
import java.util.Optional;
import org.patientjourney.workflows.fact.Attempt.PreFill;
import org.patientjourney.workflows.journey.Phase;
import org.patientjourney.workflows.order.JourneyTerms;
import org.patientjourney.workflows.run.JourneyRun;
import org.patientjourney.workflows.run.ProviderCalls;

/** Spares the patient questions that the order has answered. */
public record PreFillStep(JourneyRun journey) {
  private static final Phase PRE_FILL = new PreFillPhase();

  public void run() {
    while (journey.isIn(PRE_FILL)) {
      int attempt = journey.state().lastAttempt();
      answer(attempt)
          .ifPresent(
              outcome ->
                  journey.record(
                      PreFillPhase.preFilled(journey.state(), attempt, outcome, journey.moment())));
    }
  }

  /** Empty after a pause. */
  private Optional<PreFill> answer(int attempt) {
    JourneyTerms terms = journey.state().terms();
    try {
      return journey.callProvider(
          PRE_FILL, () -> answering().preFill(terms.meetingId(), attempt, terms.journeyId()));
    } catch (ActivityFailure failure) {
      return Optional.of(PreFill.NONE);
    }
  }

  private PreFillActivities answering() {
    return ProviderCalls.activities(
        PreFillActivities.class,
        journey.moment().policy(),
        ProviderCalls.IN_TURN,
        2,
        5,
        Duration.ofSeconds(10),
        "exam_questions, exam_submit_answers");
  }
}
