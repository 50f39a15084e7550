package org.patientjourney.bench.measure;

import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Length and size of the histories that a real server keeps of exams; a test server lists none. */
final class Histories {
  private Histories() {}

  static void report(String address, Instant since, int exams, Report report, String name) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
    try {
      Map<String, List<WorkflowExecutionInfo>> byType =
          WorkflowClient.newInstance(stubs)
              .listExecutions("ExecutionStatus = 'Completed' and StartTime > '" + since + "'")
              .map(run -> run.getWorkflowExecutionInfo())
              .collect(Collectors.groupingBy(run -> run.getType().getName()));
      byType.forEach(
          (type, runs) -> {
            report.add(
                "history events per exam, " + type,
                name,
                runs.stream().mapToLong(WorkflowExecutionInfo::getHistoryLength).sum()
                    / (double) exams);
            report.add(
                "history bytes per exam, " + type,
                name,
                runs.stream().mapToLong(WorkflowExecutionInfo::getHistorySizeBytes).sum()
                    / (double) exams);
          });
    } finally {
      stubs.shutdownNow();
    }
  }
}
