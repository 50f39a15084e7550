package org.patientjourney.app.relay;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.grpc.Status;
import io.micrometer.core.instrument.Counter;
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
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.patientjourney.app.metrics.LabelValue;
import org.patientjourney.app.worker.CallDeadline;
import org.patientjourney.workflows.command.JourneyCommand;
import org.patientjourney.workflows.order.JourneyId;

/** Gives commands to running journeys, as Temporal Updates whose id is the command's id. */
public record JourneyCommands(
    WorkflowClient temporal, RunningJourneys running, Duration patience, MeterRegistry registry) {
  /** Type of the failure of an update whose run ended first; seen at server 1.32.0. */
  private static final String RUN_ENDED = "AcceptedUpdateCompletedWorkflow";

  /** The names that commands are stored under. */
  private static final Map<Class<?>, String> NAMES =
      Arrays.stream(JourneyCommand.class.getAnnotation(JsonSubTypes.class).value())
          .collect(Collectors.toUnmodifiableMap(JsonSubTypes.Type::value, JsonSubTypes.Type::name));

  public CommandOutcome give(JourneyId journey, JourneyCommand command) {
    try {
      CommandOutcome outcome = update(journey, command);
      count(command, LabelValue.of(outcome.getClass()));
      return outcome;
    } catch (RuntimeException e) {
      // The engine could not be reached, or a bug.
      count(command, "failed");
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

  private void count(JourneyCommand command, String outcome) {
    Counter.builder("journey.commands")
        .description("Commands that were given to a run, by a person or by the engine")
        .tag("command", Objects.requireNonNull(NAMES.get(command.getClass())))
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }

  public sealed interface CommandOutcome {
    /** Recorded in this revision. */
    record Recorded(long revision) implements CommandOutcome {}

    /** Taken, not recorded within the time that a caller waits. */
    record Accepted() implements CommandOutcome {}

    /** The journey refuses the command in its present state. */
    record Refused(String why) implements CommandOutcome {}

    /** The run ended while it had the command: the record shows whether the journey is closed. */
    record RunEnded() implements CommandOutcome {}

    /** The run is paused in Temporal and takes no command. */
    record Paused() implements CommandOutcome {}

    /** Open in the record, but no run takes commands right now. */
    record NotRunning() implements CommandOutcome {}
  }
}
