package org.patientjourney.local.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.RateLimit;
import io.temporal.api.workflowservice.v1.UpdateTaskQueueConfigRequest;
import io.temporal.api.workflowservice.v1.UpdateTaskQueueConfigRequest.RateLimitUpdate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.Operator;
import org.patientjourney.local.Patience;
import org.patientjourney.local.RealSystem;
import org.patientjourney.local.TestOrders;
import org.patientjourney.workflows.run.JourneyRun;

/** More calls are due than the provider's limit lets through. */
@Tag("real-temporal")
class RealTemporalDueWaveTest {
  private static final int DUE = 40;

  /** Fewer than journeys are started in a second, also on a busy machine. */
  private static final int CALLS_PER_SECOND = 1;

  private static final String CANCELLED = "juniper:cancelled:5101";

  @Test
  void a_cancel_overtakes_the_invites_that_wait_their_turn(@TempDir Path data) throws Exception {
    try (RealSystem system = new RealSystem(data)) {
      system.up("--engine", "dev");
      system.park("cancelled");
      limitCalls(system);
      for (int number = 0; number < DUE; number++) {
        system.journeys().post(TestOrders.order("due-" + number, "Waiting", 5101));
      }
      await().atMost(Patience.USUAL).until(() -> running(system) == DUE + 1);

      Operator operator = new Operator(system.operations());
      await()
          .atMost(Patience.USUAL)
          .until(() -> operator.give(CANCELLED, "cancel", "c-1").status() < 300);
      int waiting = DUE - invited(calls(system));
      system.journeys().awaitStage(CANCELLED, "CANCELLED");
      List<String> calls = calls(system);
      int overtaken = DUE - invited(calls.subList(0, calls.indexOf("exam_invite_cancel")));

      assertThat(overtaken).as("of %d that waited", waiting).isGreaterThan(waiting / 2);
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

  /** The endpoints that were called, in order. */
  private static List<String> calls(RealSystem system) throws IOException {
    return system
        .sandbox()
        .state()
        .path("calls")
        .valueStream()
        .map(call -> call.path("endpoint").asText())
        .toList();
  }

  /** How many of those that are due; the one to be cancelled was invited before. */
  private static int invited(List<String> calls) {
    return (int) calls.stream().filter("exam_invite"::equals).count() - 1;
  }
}
