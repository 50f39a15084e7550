package org.patientjourney.app.worker;

import io.temporal.client.WorkflowClientOptions;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;

/** A Temporal server or Temporal Cloud, as TEMPORAL_* variables or temporal.toml say. */
public final class ClusterEngine implements Engine {
  private final ClientConfigProfile profile;

  public ClusterEngine() throws IOException {
    profile = ClientConfigProfile.load();
  }

  @Override
  public WorkflowServiceStubs stubs() {
    return WorkflowServiceStubs.newServiceStubs(profile.toWorkflowServiceStubsOptions());
  }

  @Override
  public WorkflowClientOptions.Builder clientOptions() {
    return WorkflowClientOptions.newBuilder(profile.toWorkflowClientOptions());
  }

  @Override
  public boolean forgetsRuns() {
    return false;
  }
}
