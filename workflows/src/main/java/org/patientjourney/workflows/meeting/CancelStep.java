package org.patientjourney.workflows.meeting;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Optional;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.JourneyLoop;
import org.patientjourney.workflows.line.PatientJourney;
import org.patientjourney.workflows.order.JourneyTerms;

/**
 * Takes an invite back: because the journey is to be cancelled, or because an earlier attempt of it
 * was decided after all.
 */
public final class CancelStep {
  private final JourneyLoop loop;
  private final InviteActivities cancelling =
      Workflow.newActivityStub(
          InviteActivities.class,
          ActivityOptions.newBuilder()
              .setTaskQueue(PatientJourney.PROVIDER_TASK_QUEUE)
              .setStartToCloseTimeout(Duration.ofSeconds(90))
              .setRetryOptions(
                  RetryOptions.newBuilder()
                      .setMaximumInterval(Duration.ofSeconds(30))
                      .setMaximumAttempts(10)
                      .build())
              .setSummary("exam_invite_cancel")
              .build());

  public CancelStep(JourneyLoop loop) {
    this.loop = loop;
  }

  public void run() {
    if (loop.state().mustCancel()) {
      CancelOutcome outcome = cancel();
      loop.record(Cancelling.answered(loop.state(), outcome, loop.moment()));
    }
    Optional<Attempt> superfluous = loop.state().superfluousAttempt();
    if (superfluous.isPresent()) {
      CancelOutcome outcome = cancel();
      loop.record(Cancelling.superfluous(loop.state(), superfluous.get(), outcome, loop.moment()));
    }
    if (loop.state().isWithdrawn()) {
      loop.record(Cancelling.withdrawn(Change.of(loop.state()), loop.moment()));
    }
  }

  private CancelOutcome cancel() {
    JourneyTerms terms = loop.state().terms();
    try {
      return cancelling.cancelInvite(terms.meetingId(), terms.journeyId());
    } catch (ActivityFailure failure) {
      return new CancelOutcome.Refused();
    }
  }
}
