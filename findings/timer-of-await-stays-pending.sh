#!/usr/bin/env bash
# Temporal Java SDK 1.38.0: Workflow.await with a time limit leaves its timer pending when the condition is met in time.
#
# Expected: Workflow.await(Duration.ofDays(21), condition) starts a timer and cancels it as soon as the condition holds, as a
# hand-written Workflow.newTimer in a cancelled scope does.
# Seen: three waits of 21 days that end within seconds write three TIMER_STARTED and no TIMER_CANCELED. Until the workflow
# closes, a person who looks at its pending timers sees three due dates for which nobody waits, and each of them wakes the
# workflow when it fires.
# Where timers are read as due dates, start them with Workflow.newTimer in a cancellation scope and cancel the scope.
#
# Exits 0 while that is so, 1 when it has changed. Needs a JDK 17 or newer, Maven and the network; ends after a minute.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>org.example</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.temporal</groupId>
      <artifactId>temporal-testing</artifactId>
      <version>1.38.0</version>
    </dependency>
    <dependency>
      <groupId>io.temporal</groupId>
      <artifactId>temporal-sdk</artifactId>
      <version>1.38.0</version>
    </dependency>
    <dependency>
      <groupId>org.slf4j</groupId>
      <artifactId>slf4j-nop</artifactId>
      <version>2.0.17</version>
    </dependency>
  </dependencies>
</project>
XML
cat >Finding.java <<'JAVA'
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

public class Finding {
  @WorkflowInterface
  public interface Waiting {
    @WorkflowMethod
    void run();

    @SignalMethod
    void event();
  }

  public static class WaitingImpl implements Waiting {
    private int events;

    @Override
    public void run() {
      Workflow.await(Duration.ofDays(21), () -> events >= 1);
      Workflow.await(Duration.ofDays(21), () -> events >= 2);
      Workflow.await(Duration.ofDays(21), () -> events >= 3);
      Workflow.await(() -> events >= 4);
    }

    @Override
    public void event() {
      events++;
    }
  }

  private static long count(WorkflowClient client, EventType type) {
    return client.fetchHistory("waiting").getEvents().stream()
        .filter(event -> event.getEventType() == type)
        .count();
  }

  public static void main(String[] args) throws Exception {
    try (TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance()) {
      Worker worker = environment.newWorker("queue");
      worker.registerWorkflowImplementationTypes(WaitingImpl.class);
      environment.start();
      WorkflowClient client = environment.getWorkflowClient();
      Waiting waiting =
          client.newWorkflowStub(
              Waiting.class,
              WorkflowOptions.newBuilder().setTaskQueue("queue").setWorkflowId("waiting").build());
      WorkflowClient.start(waiting::run);
      for (int timers = 1; timers <= 3; timers++) {
        while (count(client, EventType.EVENT_TYPE_TIMER_STARTED) < timers) {
          Thread.onSpinWait();
        }
        waiting.event();
      }
      while (count(client, EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED) < 4) {
        Thread.onSpinWait();
      }
      System.out.println("timers started: " + count(client, EventType.EVENT_TYPE_TIMER_STARTED));
      System.out.println("timers canceled: " + count(client, EventType.EVENT_TYPE_TIMER_CANCELED));
    }
    System.exit(0);
  }
}
JAVA
mvn -q -B dependency:copy-dependencies -DoutputDirectory=libraries
timeout 60 java -cp 'libraries/*' Finding.java 2>/dev/null | tee seen
grep -qx 'timers started: 3' seen && grep -qx 'timers canceled: 0' seen && exit 0
echo "CHANGED"
exit 1
