package org.patientjourney.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Temporal's test server says whether it has something at work. */
class EngineWorkTest {
  private static final String QUEUE = "work";

  /** Ends on a signal. */
  @ActivityInterface
  public interface Errand {
    void run() throws InterruptedException;
  }

  /** An errand, and then a wait. */
  @WorkflowInterface
  public interface Parked {
    @WorkflowMethod
    void run();
  }

  public static final class ParkedImpl implements Parked {
    private final Errand errand =
        Workflow.newActivityStub(
            Errand.class,
            ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build());

    @Override
    public void run() {
      try {
        errand.run();
      } catch (InterruptedException e) {
        throw Workflow.wrap(e);
      }
      Workflow.sleep(Duration.ofDays(21));
    }
  }

  @Test
  void an_engine_is_at_work_from_a_start_to_the_wait_behind_its_activity() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    Errand errand =
        () -> {
          running.countDown();
          mayEnd.await();
        };
    try (InProcessEngine engine = new InProcessEngine()) {
      WorkflowClient client =
          WorkflowClient.newInstance(engine.stubs(), engine.clientOptions().build());
      WorkerFactory factory = WorkerFactory.newInstance(client);
      Worker worker = factory.newWorker(QUEUE);
      worker.registerWorkflowImplementationTypes(ParkedImpl.class);
      worker.registerActivitiesImplementations(errand);
      assertThat(engine.clock().orElseThrow().isAtWork()).as("nothing was started").isFalse();

      WorkflowOptions options = WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build();
      WorkflowClient.start(client.newWorkflowStub(Parked.class, options)::run);
      assertThat(engine.clock().orElseThrow().isAtWork())
          .as("no worker has taken its task")
          .isTrue();

      factory.start();
      running.await();
      assertThat(engine.clock().orElseThrow().isAtWork()).as("its activity runs").isTrue();

      mayEnd.countDown();
      await().until(() -> !engine.clock().orElseThrow().isAtWork());
      factory.shutdownNow();
    }
  }
}
