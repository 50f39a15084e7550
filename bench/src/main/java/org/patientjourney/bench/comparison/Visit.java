package org.patientjourney.bench.comparison;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One good faith exam, written by hand with the SDK alone. */
@WorkflowInterface
public interface Visit {
  @WorkflowMethod
  void run(String visitId);

  @SignalMethod
  void decided(VisitDecision decision);
}
