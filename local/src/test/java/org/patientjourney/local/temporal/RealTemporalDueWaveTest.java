package org.patientjourney.local.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.dropwizard.logging.common.BootstrapLogging;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.RateLimit;
import io.temporal.api.workflowservice.v1.UpdateTaskQueueConfigRequest;
import io.temporal.api.workflowservice.v1.UpdateTaskQueueConfigRequest.RateLimitUpdate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.Operator;
import org.patientjourney.local.Patience;
import org.patientjourney.local.RealSystem;
import org.patientjourney.local.TestOrders;
import org.patientjourney.workflows.run.JourneyRun;
import org.slf4j.LoggerFactory;

/** More calls are due than the provider's limit lets through. */
@Tag("real-temporal")
class RealTemporalDueWaveTest {
  private static final int DUE = 40;

  /** Fewer than journeys are started in a second, also on a busy machine. */
  private static final int CALLS_PER_SECOND = 1;

  private static final String CANCELLED = "juniper:cancelled:5101";

  @Test
  void a_cancel_overtakes_the_invites_that_wait_their_turn(@TempDir Path data) throws Exception {
    BootstrapLogging.bootstrap(Level.INFO);
    try (RealSystem system = new RealSystem(data)) {
      system.up("--engine", "dev");
      system.park("cancelled");
      limitCalls(system);
      for (int number = 0; number < DUE; number++) {
        system.journeys().post(TestOrders.order("due-" + number, "Waiting", 5101));
      }
      await().atMost(Patience.USUAL).until(() -> running(system) == DUE + 1);

      long began = System.nanoTime();
      Operator operator = new Operator(system.operations());
      await()
          .atMost(Patience.USUAL)
          .until(() -> operator.give(CANCELLED, "cancel", "c-1").status() < 300);
      system.journeys().awaitStage(CANCELLED, "CANCELLED");
      int invited = invited(system);
      Duration took = Duration.ofNanos(System.nanoTime() - began);

      LoggerFactory.getLogger(getClass())
          .info("cancelled in {} while {} of {} are invited", took, invited, DUE);
      assertThat(invited).isLessThan(DUE);
    }
  }

  /** The queue's limit overrides that of its workers. */
  private static void limitCalls(RealSystem system) {
    system
        .temporal()
        .getWorkflowServiceStubs()
        .blockingStub()
        .updateTaskQueueConfig(
            UpdateTaskQueueConfigRequest.newBuilder()
                .setNamespace(system.temporal().getOptions().getNamespace())
                .setTaskQueue(JourneyRun.PROVIDER_TASK_QUEUE)
                .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
                .setUpdateQueueRateLimit(
                    RateLimitUpdate.newBuilder()
                        .setRateLimit(RateLimit.newBuilder().setRequestsPerSecond(CALLS_PER_SECOND))
                        .setReason("a provider that takes few calls"))
                .build());
  }

  private static long running(RealSystem system) {
    return system.temporal().listExecutions("ExecutionStatus = 'Running'").count();
  }

  private static int invited(RealSystem system) throws IOException {
    return (int)
        system
            .sandbox()
            .state()
            .path("invites")
            .valueStream()
            .filter(invite -> invite.toString().contains(":due-"))
            .count();
  }
}
