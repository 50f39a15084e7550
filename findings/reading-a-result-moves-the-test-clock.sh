#!/usr/bin/env bash
# Temporal test server 1.38.0 (Java): reading the result of a workflow that has already finished can move the test clock to
# the next timer of any other workflow.
#
# Expected: time is skipped while a caller waits for a result. The result of a finished workflow is there, so reading it
# takes no time.
# Seen: with one workflow finished and another one asleep for 21 days, WorkflowStub.getResult of the finished one moves the
# clock by 21 days, and the sleeping workflow wakes. Most first reads do; now and then one is answered before the clock moves.
# A test that checks "nothing was sent before its day" must not read results on the way; describe() leaves the clock alone.
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
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

public class Finding {
  @WorkflowInterface
  public interface Sleeping {
    @WorkflowMethod
    void run(Duration duration);
  }

  public static class SleepingImpl implements Sleeping {
    @Override
    public void run(Duration duration) {
      if (!duration.isZero()) {
        Workflow.sleep(duration);
      }
    }
  }

  private static WorkflowStub start(WorkflowClient client, String id, Duration duration) {
    Sleeping sleeping =
        client.newWorkflowStub(
            Sleeping.class,
            WorkflowOptions.newBuilder().setTaskQueue("queue").setWorkflowId(id).build());
    WorkflowClient.start(sleeping::run, duration);
    return WorkflowStub.fromTyped(sleeping);
  }

  public static void main(String[] args) throws Exception {
    try (TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance()) {
      Worker worker = environment.newWorker("queue");
      worker.registerWorkflowImplementationTypes(SleepingImpl.class);
      environment.start();
      WorkflowClient client = environment.getWorkflowClient();
      long begin = environment.currentTimeMillis();
      WorkflowStub asleep = start(client, "asleep", Duration.ofDays(21));
      while (client.fetchHistory("asleep").getEvents().stream()
          .noneMatch(event -> event.getEventType() == EventType.EVENT_TYPE_TIMER_STARTED)) {
        Thread.onSpinWait();
      }
      WorkflowStub finished = start(client, "finished", Duration.ZERO);
      awaitCompleted(finished);
      System.out.println("days before: " + days(environment, begin));
      for (int reads = 0; reads < 1000 && days(environment, begin) == 0; reads++) {
        finished.getResult(Void.class);
      }
      System.out.println("days after: " + days(environment, begin));
      awaitCompleted(asleep);
      System.out.println("asleep: completed");
    }
    System.exit(0);
  }

  private static void awaitCompleted(WorkflowStub workflow) {
    while (workflow.describe().getStatus()
        != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED) {
      Thread.onSpinWait();
    }
  }

  private static long days(TestWorkflowEnvironment environment, long begin) {
    return Duration.ofMillis(environment.currentTimeMillis() - begin).toDays();
  }
}
JAVA
mvn -q -B dependency:copy-dependencies -DoutputDirectory=libraries
timeout 60 java -cp 'libraries/*' Finding.java 2>/dev/null | tee seen
grep -qx 'days before: 0' seen && grep -qx 'days after: 21' seen && grep -qx 'asleep: completed' seen && exit 0
echo "CHANGED"
exit 1
