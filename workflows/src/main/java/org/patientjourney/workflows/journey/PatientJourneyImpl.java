package org.patientjourney.workflows.journey;

import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import org.patientjourney.workflows.exam.ConsultationStep;
import org.patientjourney.workflows.exam.ExamEvent;
import org.patientjourney.workflows.invite.InviteAnswer;
import org.patientjourney.workflows.invite.InviteStep;

/** The straight line of the journey: one line per step. */
public final class PatientJourneyImpl implements PatientJourney {
  private final JourneyLoop loop;

  @WorkflowInit
  public PatientJourneyImpl(JourneyId journey) {
    loop = new JourneyLoop(journey);
  }

  /** In a detached scope: a cancellation from the Temporal UI must not tear a journey apart. */
  @Override
  public void run(JourneyId journey) {
    Workflow.newDetachedCancellationScope(this::travel).run();
  }

  private void travel() {
    try {
      loop.claim();
      new InviteStep(loop).run();
      new ConsultationStep(loop).run();
      loop.close();
    } catch (RunEnded ended) {
      Workflow.getLogger(PatientJourneyImpl.class).info("run ended: {}", ended.getMessage());
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

  @Override
  public long command(JourneyCommand command) {
    return loop.awaitRecorded(command);
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
