package org.patientjourney.app.relay;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import org.patientjourney.app.worker.CallDeadline;
import org.patientjourney.workflows.event.ExamEvent;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.line.PatientJourney;
import org.patientjourney.workflows.order.JourneyId;

/** The journeys' runs in Temporal: starts them, tells them facts. */
public final class RunningJourneys {
  /** Shorter than a relay's lease. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final WorkflowClient temporal;

  public RunningJourneys(WorkflowClient temporal) {
    this.temporal = temporal;
  }

  /** A journey that runs already is left alone: {@code claim} sorts out all else. */
  public void start(JourneyId journey) {
    PatientJourney run =
        temporal.newWorkflowStub(
            PatientJourney.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(journey.value())
                .setTaskQueue(PatientJourney.TASK_QUEUE)
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .setWorkflowIdReusePolicy(
                    WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .setStaticSummary("patient journey " + journey)
                .build());
    CallDeadline.within(PATIENCE, () -> WorkflowClient.start(run::run, journey));
  }

  /** Whether Temporal has a run of a journey that has not ended. */
  public enum Presence {
    RUNNING,
    /** Somebody paused it: it takes signals, does nothing, and goes on when it is unpaused. */
    PAUSED,
    NONE
  }

  public Presence presence(JourneyId journey) {
    try {
      WorkflowExecutionStatus status =
          CallDeadline.within(
              PATIENCE,
              () -> temporal.newUntypedWorkflowStub(journey.value()).describe().getStatus());
      return switch (status) {
        case WORKFLOW_EXECUTION_STATUS_RUNNING -> Presence.RUNNING;
        case WORKFLOW_EXECUTION_STATUS_PAUSED -> Presence.PAUSED;
        default -> Presence.NONE;
      };
    } catch (WorkflowNotFoundException e) {
      return Presence.NONE;
    }
  }

  /** Tells whether there was a run to take it. */
  public boolean tell(JourneyId journey, ExamEvent event) {
    return signal(journey, "onExamEvent", event);
  }

  /** Tells whether there was a run to take it. */
  public boolean tell(JourneyId journey, InviteAnswer answer) {
    return signal(journey, "onInviteAnswer", answer);
  }

  private boolean signal(JourneyId journey, String name, Object fact) {
    try {
      CallDeadline.within(
          PATIENCE,
          () -> {
            temporal.newUntypedWorkflowStub(journey.value()).signal(name, fact);
            return true;
          });
      return true;
    } catch (WorkflowNotFoundException e) {
      return false;
    }
  }
}
