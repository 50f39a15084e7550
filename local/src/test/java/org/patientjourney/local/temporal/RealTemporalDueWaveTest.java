package org.patientjourney.local.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.temporal.api.enums.v1.RateLimitSource;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.RateLimit;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueResponse.EffectiveRateLimit;
import io.temporal.api.workflowservice.v1.UpdateTaskQueueConfigRequest;
import io.temporal.api.workflowservice.v1.UpdateTaskQueueConfigRequest.RateLimitUpdate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.Operator;
import org.patientjourney.local.Patience;
import org.patientjourney.local.Pauses;
import org.patientjourney.local.RealSystem;
import org.patientjourney.local.TestOrders;
import org.patientjourney.workflows.run.ProviderCalls;

/** More calls are due than the provider's limit lets through. */
@Tag("real-temporal")
class RealTemporalDueWaveTest {
  private static final int DUE = 40;

  /** Fewer than journeys are started in a second, also on a busy machine. */
  private static final int CALLS_PER_SECOND = 1;

  /** As LocalSettings raises it. */
  private static final float CALLS_OF_LAPTOP = 50;

  /** Each of the queue's four partitions lets one go at once, and one more is under way. */
  private static final int AT_ONCE = 5;

  /** Two minutes until each looks for the release, then their turns. */
  private static final Duration RELEASED = Patience.of(Duration.ofMinutes(3).plusSeconds(DUE));

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

  @Test
  void calls_that_waited_for_a_release_go_at_the_limit(@TempDir Path data) throws Exception {
    try (RealSystem system = new RealSystem(data)) {
      system.up("--engine", "dev");
      system.park("before");
      assertThat(limit(system))
          .as("the workers' limit is provider.callsPerSecond")
          .returns(RateLimitSource.RATE_LIMIT_SOURCE_WORKER, EffectiveRateLimit::getRateLimitSource)
          .returns(CALLS_OF_LAPTOP, EffectiveRateLimit::getRequestsPerSecond);
      limitCalls(system);
      await()
          .atMost(Patience.USUAL)
          .until(() -> limit(system).getRequestsPerSecond() == CALLS_PER_SECOND);
      Pauses pauses = new Pauses(system.operations());
      JsonNode pause = pauses.begin("juniper", "pause-1");
      for (int number = 0; number < DUE; number++) {
        system.journeys().post(TestOrders.order("due-" + number, "Waiting", 5101));
      }
      for (int number = 0; number < DUE; number++) {
        system.journeys().awaitEntry("juniper:due-" + number + ":5101", "CALLS_PAUSED");
      }
      assertThat(calls(system)).as("in the pause").containsExactly("exam_invite");

      pauses.release(pause, "release-1");
      await()
          .atMost(RELEASED)
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> calls(system).size() == DUE + 1);
      List<Instant> at = invitedAt(system);
      for (int first = 0; first < DUE; first++) {
        for (int last = first + 1; last < DUE; last++) {
          double seconds = Duration.between(at.get(first), at.get(last)).toMillis() / 1000.0;
          assertThat(last - first)
              .as("calls in %s s", seconds)
              .isLessThanOrEqualTo((int) (seconds * CALLS_PER_SECOND) + AT_ONCE);
        }
      }
    }
  }

  /** When those that are due were made, in order. */
  private static List<Instant> invitedAt(RealSystem system) throws IOException {
    return system
        .sandbox()
        .state()
        .path("calls")
        .valueStream()
        .skip(1)
        .map(call -> Instant.parse(call.path("at").asText()))
        .sorted()
        .toList();
  }

  private static EffectiveRateLimit limit(RealSystem system) {
    return system
        .temporal()
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeTaskQueue(
            DescribeTaskQueueRequest.newBuilder()
                .setNamespace(system.temporal().getOptions().getNamespace())
                .setTaskQueue(TaskQueue.newBuilder().setName(ProviderCalls.TASK_QUEUE))
                .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
                .setReportConfig(true)
                .build())
        .getEffectiveRateLimit();
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
                .setTaskQueue(ProviderCalls.TASK_QUEUE)
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
