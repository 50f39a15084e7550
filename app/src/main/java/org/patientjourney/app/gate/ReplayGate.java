package org.patientjourney.app.gate;

import com.google.common.base.Throwables;
import io.temporal.client.WorkflowClient;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.patientjourney.workflows.line.PatientJourney;
import org.patientjourney.workflows.line.PatientJourneyImpl;

/** Whether this build can go on with runs that another build began. */
final class ReplayGate implements AutoCloseable {
  /**
   * A worker gives a step of a run a second. The first one of a new process on a busy machine may
   * take longer, and is no reason to call the run blocked.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final WorkerFactory factory;
  private final Worker worker;

  /**
   * @param client whose data converter reads the histories; nothing is sent through it
   */
  ReplayGate(WorkflowClient client) {
    factory = WorkerFactory.newInstance(client);
    worker =
        factory.newWorker(
            PatientJourney.TASK_QUEUE,
            WorkerOptions.newBuilder()
                .setDefaultDeadlockDetectionTimeout(PATIENCE.toMillis())
                .build());
    worker.registerWorkflowImplementationTypes(PatientJourneyImpl.class);
  }

  /** Returns why the run would block: what the line does differently from its history. */
  Optional<String> blocks(WorkflowExecutionHistory history) {
    try {
      worker.replayWorkflowExecution(history);
      return Optional.empty();
    } catch (Exception e) {
      return Optional.of(reason(Throwables.getRootCause(e)));
    }
  }

  /** Without it, the idle threads of the runs keep the process for a minute. */
  @Override
  public void close() {
    factory.shutdownNow();
  }

  /** The SDK gives the cause as text, with its stacks: after {@code error=}. */
  private static String reason(Throwable cause) {
    String text = cause.toString();
    return text.substring(Math.max(0, text.indexOf("error=")))
        .lines()
        .filter(line -> !line.startsWith("\tat ") && !line.startsWith("\t... "))
        .collect(Collectors.joining(" "));
  }
}
