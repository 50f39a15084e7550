package org.patientjourney.app.relay;

import io.grpc.Status;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.patientjourney.app.worker.CallDeadline;
import org.patientjourney.workflows.command.JourneyCommand;
import org.patientjourney.workflows.order.JourneyId;

/** Gives commands to running journeys, as Temporal Updates whose id is the command's id. */
public final class JourneyCommands {
  /** Type of the failure of an update whose run ended first; seen at server 1.32.0. */
  private static final String RUN_ENDED = "AcceptedUpdateCompletedWorkflow";

  private final WorkflowClient temporal;
  private final RunningJourneys running;
  private final Duration patience;
  private final CommandMeters meters;

  public JourneyCommands(
      WorkflowClient temporal, RunningJourneys running, Duration patience, MeterRegistry registry) {
    this.temporal = temporal;
    this.running = running;
    this.patience = patience;
    this.meters = new CommandMeters(registry);
  }

  public CommandOutcome give(JourneyId journey, JourneyCommand command) {
    try {
      CommandOutcome outcome = update(journey, command);
      meters.given(command, outcome);
      return outcome;
    } catch (RuntimeException e) {
      meters.failed(command);
      throw e;
    }
  }

  private CommandOutcome update(JourneyId journey, JourneyCommand command) {
    WorkflowStub run = temporal.newUntypedWorkflowStub(journey.value());
    long giveUp = System.nanoTime() + patience.toNanos();
    try {
      WorkflowUpdateHandle<Long> update =
          CallDeadline.within(
              patience,
              () ->
                  run.startUpdate(
                      UpdateOptions.newBuilder(Long.class)
                          .setUpdateName("command")
                          .setUpdateId(command.origin().id())
                          .setWaitForStage(WorkflowUpdateStage.ACCEPTED)
                          .build(),
                      command));
      return new CommandOutcome.Recorded(
          update.getResultAsync().get(giveUp - System.nanoTime(), TimeUnit.NANOSECONDS));
    } catch (WorkflowUpdateException e) {
      return refused(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WorkflowUpdateException refusal) {
        return refused(refusal);
      }
      throw new IllegalStateException("update of journey " + journey + " failed", e);
    } catch (WorkflowNotFoundException e) {
      return new CommandOutcome.NotRunning();
    } catch (TimeoutException e) {
      return new CommandOutcome.Accepted();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new CommandOutcome.Accepted();
    } catch (WorkflowServiceException e) {
      if (isPaused(journey, e)) {
        return new CommandOutcome.Paused();
      }
      throw e;
    }
  }

  /** A run that is paused in Temporal refuses updates; so may others, for other reasons. */
  private boolean isPaused(JourneyId journey, WorkflowServiceException refusal) {
    return Status.fromThrowable(refusal).getCode() == Status.Code.FAILED_PRECONDITION
        && running.presence(journey) == RunningJourneys.Presence.PAUSED;
  }

  static CommandOutcome refused(WorkflowUpdateException refusal) {
    if (refusal.getCause() instanceof ApplicationFailure failure
        && !failure.getType().equals(RUN_ENDED)) {
      return new CommandOutcome.Refused(failure.getOriginalMessage());
    }
    return new CommandOutcome.RunEnded();
  }
}
