#!/usr/bin/env bash
# Temporal's test server for Java 1.38.0: an activity that waits for its next attempt is listed as started.
#
# Expected: an activity that has failed and is tried again in an hour is described as PENDING_ACTIVITY_STATE_SCHEDULED with the
# time of its next attempt, as Temporal's own server does (tried with the development server of the CLI 1.9.1), and as started
# only while a worker executes it.
# Seen: it is described as PENDING_ACTIVITY_STATE_STARTED during the hour in which no worker has it, and without the time of its
# next attempt. Only its last failure tells it from one that a worker executes for the first time.
# A test that waits until a workflow has nothing to do must look for that failure; one that waits until no activity is started never ends.
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
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.RetryOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;

public class Finding {
  @ActivityInterface
  public interface Call {
    void call();
  }

  public static class FailingCall implements Call {
    @Override
    public void call() {
      throw new IllegalStateException("not reached");
    }
  }

  @WorkflowInterface
  public interface Calling {
    @WorkflowMethod
    void run();
  }

  public static class CallingImpl implements Calling {
    @Override
    public void run() {
      Workflow.newActivityStub(
              Call.class,
              ActivityOptions.newBuilder()
                  .setStartToCloseTimeout(Duration.ofSeconds(5))
                  .setRetryOptions(
                      RetryOptions.newBuilder().setInitialInterval(Duration.ofHours(1)).build())
                  .build())
          .call();
    }
  }

  private static List<PendingActivityInfo> pending(TestWorkflowEnvironment environment) {
    return environment
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(environment.getNamespace())
                .setExecution(WorkflowExecution.newBuilder().setWorkflowId("calling"))
                .build())
        .getPendingActivitiesList();
  }

  public static void main(String[] args) throws Exception {
    try (TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance()) {
      Worker worker = environment.newWorker("queue");
      worker.registerWorkflowImplementationTypes(CallingImpl.class);
      worker.registerActivitiesImplementations(new FailingCall());
      environment.start();
      WorkflowClient client = environment.getWorkflowClient();
      Calling calling =
          client.newWorkflowStub(
              Calling.class,
              WorkflowOptions.newBuilder().setTaskQueue("queue").setWorkflowId("calling").build());
      WorkflowClient.start(calling::run);
      while (pending(environment).stream().noneMatch(PendingActivityInfo::hasLastFailure)) {
        Thread.onSpinWait();
      }
      PendingActivityInfo waiting = pending(environment).get(0);
      System.out.println("state: " + waiting.getState());
      System.out.println("time of the next attempt: " + waiting.hasNextAttemptScheduleTime());
    }
    System.exit(0);
  }
}
JAVA
mvn -q -B dependency:copy-dependencies -DoutputDirectory=libraries
timeout 60 java -cp 'libraries/*' Finding.java 2>/dev/null | tee seen
grep -qx 'state: PENDING_ACTIVITY_STATE_STARTED' seen && grep -qx 'time of the next attempt: false' seen && exit 0
echo "CHANGED"
exit 1
