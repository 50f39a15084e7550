package org.patientjourney.app.worker;

import com.uber.m3.tally.NoopScope;
import com.uber.m3.tally.Scope;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;

/** Where Temporal is. */
public interface Engine {
  /** Connects lazily: Temporal may come later. */
  default WorkflowServiceStubs stubs() {
    return stubs(new NoopScope());
  }

  /**
   * The same.
   *
   * @param metrics gets the SDK's metrics of this client and its workers
   */
  WorkflowServiceStubs stubs(Scope metrics);

  /** Namespace and such; the data converter is set by us. */
  WorkflowClientOptions.Builder clientOptions();

  /** Whether its runs are gone after a restart, so that open journeys must be started again. */
  boolean forgetsRuns();
}
