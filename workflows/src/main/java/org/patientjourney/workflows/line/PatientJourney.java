package org.patientjourney.workflows.line;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.patientjourney.workflows.command.JourneyCommand;
import org.patientjourney.workflows.event.ExamEvent;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.order.JourneyId;

/** One patient's way through one exam. The workflow id is the journey id. */
@WorkflowInterface
public interface PatientJourney {
  /** Task queue of the workflow and of the activities that only need PostgreSQL. */
  String TASK_QUEUE = "patient-journey";

  /**
   * Runs the journey from where its record stands to its end. All else is loaded by {@code claim},
   * so a start, a restart and a reopening are the same call.
   */
  @WorkflowMethod
  void run(JourneyId journey);

  /** An event of the provider. Only enqueues. */
  @SignalMethod
  void onExamEvent(ExamEvent event);

  /** An answer to the invite, from the outbox. Only enqueues. */
  @SignalMethod
  void onInviteAnswer(InviteAnswer answer);

  /**
   * A person's command; returns when it is recorded.
   *
   * @return the revision that holds it
   */
  @UpdateMethod
  long command(JourneyCommand command);

  @UpdateValidatorMethod(updateName = "command")
  void validateCommand(JourneyCommand command);

  @QueryMethod
  JourneyState state();
}
