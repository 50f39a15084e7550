package org.patientjourney.workflows.meeting;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Optional;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.fact.PreFill;
import org.patientjourney.workflows.journey.JourneyLoop;
import org.patientjourney.workflows.line.PatientJourney;
import org.patientjourney.workflows.order.JourneyTerms;

/** Spares the patient questions that the order has answered; nothing waits for it long. */
public final class PreFillStep {
  private final JourneyLoop loop;

  private final PreFillActivities answering =
      Workflow.newActivityStub(
          PreFillActivities.class,
          ActivityOptions.newBuilder()
              .setTaskQueue(PatientJourney.PROVIDER_TASK_QUEUE)
              .setStartToCloseTimeout(Duration.ofSeconds(90))
              .setRetryOptions(
                  RetryOptions.newBuilder()
                      .setMaximumInterval(Duration.ofSeconds(10))
                      .setMaximumAttempts(5)
                      .build())
              .setSummary("exam_questions, exam_submit_answers")
              .build());

  public PreFillStep(JourneyLoop loop) {
    this.loop = loop;
  }

  public void run() {
    Optional<Attempt> attempt = loop.state().attemptToPreFill();
    if (attempt.isPresent()) {
      PreFill preFill = answer(attempt.get());
      loop.record(loop.state().preFilled(attempt.get(), preFill, loop.moment()));
    }
  }

  private PreFill answer(Attempt attempt) {
    JourneyTerms terms = loop.state().terms();
    try {
      return answering.preFill(terms.meetingId(), attempt.number(), terms.journeyId());
    } catch (ActivityFailure failure) {
      return PreFill.NONE;
    }
  }
}
