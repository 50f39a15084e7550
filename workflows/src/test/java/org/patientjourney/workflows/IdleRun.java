package org.patientjourney.workflows;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.util.Set;
import org.awaitility.Awaitility;

/**
 * Waits until a run only waits. Virtual time passes while a run works, at the pace of the machine's
 * clock: a second of it may be over before a busy machine has run what is due.
 */
record IdleRun(TestWorkflowEnvironment temporal, String workflowId) {
  private static final Duration LOOK = Duration.ofMillis(2);
  private static final Duration LONGEST_WORK = Duration.ofMinutes(1);
  private static final Set<EventType> WORK_FOR_THE_RUN =
      Set.of(
          EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED,
          EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED,
          EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED,
          EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED,
          EventType.EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT,
          EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED);

  void await() {
    Awaitility.await()
        .atMost(LONGEST_WORK)
        .pollDelay(Duration.ZERO)
        .pollInterval(LOOK)
        .until(this::isIdle);
  }

  /**
   * An activity that has failed waits for its next attempt, which the test server lists as started.
   */
  private boolean isIdle() {
    DescribeWorkflowExecutionResponse run =
        temporal
            .getWorkflowServiceStubs()
            .blockingStub()
            .describeWorkflowExecution(
                DescribeWorkflowExecutionRequest.newBuilder()
                    .setNamespace(temporal.getNamespace())
                    .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
                    .build());
    boolean isOpen =
        run.getWorkflowExecutionInfo().getStatus()
            == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    return !isOpen
        || (isTaskCompleted()
            && run.getPendingActivitiesList().stream()
                .allMatch(PendingActivityInfo::hasLastFailure));
  }

  private boolean isTaskCompleted() {
    return temporal.getWorkflowClient().fetchHistory(workflowId).getEvents().stream()
        .map(HistoryEvent::getEventType)
        .filter(WORK_FOR_THE_RUN::contains)
        .reduce((before, last) -> last)
        .filter(EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED::equals)
        .isPresent();
  }
}
