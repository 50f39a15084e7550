package org.patientjourney.workflows.line;

import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import org.patientjourney.workflows.command.JourneyCommand;
import org.patientjourney.workflows.consultation.ConsultationStep;
import org.patientjourney.workflows.event.ExamEvent;
import org.patientjourney.workflows.followup.DueStep;
import org.patientjourney.workflows.journey.JourneyLoop;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.journey.OutOfStep;
import org.patientjourney.workflows.journey.RunEnded;
import org.patientjourney.workflows.meeting.CancelStep;
import org.patientjourney.workflows.meeting.InviteAnswer;
import org.patientjourney.workflows.meeting.InviteStep;
import org.patientjourney.workflows.meeting.PreFillStep;
import org.patientjourney.workflows.meeting.ResendStep;
import org.patientjourney.workflows.order.JourneyId;

/** The straight line of the journey: one line per step, each done at once when nothing is to do. */
public final class PatientJourneyImpl implements PatientJourney {
  private final JourneyLoop loop;
  private final DueStep due;
  private final InviteStep invite;
  private final PreFillStep preFill;
  private final CancelStep cancel;
  private final ResendStep resend;
  private final ConsultationStep consultation;

  @WorkflowInit
  public PatientJourneyImpl(JourneyId journey) {
    loop = new JourneyLoop(journey);
    due = new DueStep(loop);
    invite = new InviteStep(loop);
    preFill = new PreFillStep(loop);
    cancel = new CancelStep(loop);
    resend = new ResendStep(loop);
    consultation = new ConsultationStep(loop);
  }

  /**
   * In a detached scope: a cancellation in Temporal must not tear a journey apart. It is a request
   * like any other, and the run ends as cancelled once the request was dealt with.
   */
  @Override
  public void run(JourneyId journey) {
    Promise<String> cancellation = CancellationScope.current().getCancellationRequest();
    cancellation.thenApply(
        reason -> {
          loop.cancelInTemporal();
          return reason;
        });
    Workflow.newDetachedCancellationScope(this::travel).run();
    if (cancellation.isCompleted()) {
      throw new CanceledFailure("journey " + journey + " was cancelled in Temporal");
    }
  }

  private void travel() {
    try {
      while (!hasTravelled()) {
        Workflow.getLogger(PatientJourneyImpl.class).info("claims again");
      }
    } catch (RunEnded ended) {
      Workflow.getLogger(PatientJourneyImpl.class).info("run ended: {}", ended.getMessage());
    }
  }

  /** From a claim to the end; false when the run must claim again. */
  private boolean hasTravelled() {
    try {
      loop.claim();
      do {
        while (!loop.isOver()) {
          due.run();
          invite.run();
          preFill.run();
          cancel.run();
          resend.run();
          consultation.run();
        }
      } while (!loop.close());
      return true;
    } catch (OutOfStep outOfStep) {
      return false;
    }
  }

  @Override
  public void onExamEvent(ExamEvent event) {
    loop.enqueue(event);
  }

  @Override
  public void onInviteAnswer(InviteAnswer answer) {
    loop.enqueue(answer);
  }

  /** Waits in a detached scope too: a cancelled run still answers. */
  @Override
  public long command(JourneyCommand command) {
    CompletablePromise<Long> revision = Workflow.newPromise();
    Workflow.newDetachedCancellationScope(() -> revision.complete(loop.awaitRecorded(command)))
        .run();
    return revision.get();
  }

  @Override
  public void validateCommand(JourneyCommand command) {
    loop.validate(command);
  }

  @Override
  public JourneyState state() {
    return loop.state();
  }
}
