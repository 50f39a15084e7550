package org.patientjourney.workflows.invite;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Optional;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.JourneyLoop;
import org.patientjourney.workflows.journey.JourneyTerms;
import org.patientjourney.workflows.journey.PatientJourney;

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
      loop.record(Cancelling.answered(loop.state(), outcome, isTakingBack(), loop.moment()));
    }
    Optional<Attempt> superfluous = loop.superfluousAttempt();
    if (superfluous.isPresent()) {
      CancelOutcome outcome = cancel();
      loop.record(Cancelling.superfluous(loop.state(), superfluous.get(), outcome, loop.moment()));
    }
    if (loop.state().isWithdrawn()) {
      loop.record(Cancelling.withdrawn(Change.of(loop.state()), isTakingBack(), loop.moment()));
    }
  }

  /**
   * Asked at each passage, not at the run's start as the version of the line is: runs in flight
   * shall have it too (ADR 25). A name that was once met without its mark would stay without it.
   */
  private boolean isTakingBack() {
    String passage = "attempts-taken-back-" + loop.state().revision();
    return Workflow.getVersion(passage, Workflow.DEFAULT_VERSION, 1) == 1;
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
