package org.patientjourney.app.worker;

import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;

/** Where Temporal is. */
public interface Engine {
  /** Connects lazily: Temporal may come later. */
  WorkflowServiceStubs stubs();

  /** Namespace and such; the data converter is set by us. */
  WorkflowClientOptions.Builder clientOptions();

  /** Whether its runs are gone after a restart, so that open journeys must be started again. */
  boolean forgetsRuns();
}
