package org.patientjourney.app.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.uber.m3.tally.Scope;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A Temporal server or Temporal Cloud, as TEMPORAL_* variables or temporal.toml say. */
public final class ClusterEngine implements Engine {
  private static final String FILE = "TEMPORAL_CONFIG_FILE";

  private final Map<String, String> variables;

  public ClusterEngine(Map<String, String> variables) {
    this.variables = variables;
  }

  @Override
  public WorkflowServiceStubs stubs(Scope metrics) {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder(profile().toWorkflowServiceStubsOptions())
            .setMetricsScope(metrics)
            .validateAndBuildWithDefaults());
  }

  @Override
  public WorkflowClientOptions.Builder clientOptions() {
    return WorkflowClientOptions.newBuilder(profile().toWorkflowClientOptions());
  }

  @Override
  public boolean forgetsRuns() {
    return false;
  }

  private ClientConfigProfile profile() {
    String file = variables.getOrDefault(FILE, "");
    // The library takes a file that is not there for an empty one, and the server for a local one.
    if (!file.isEmpty() && !Files.isReadable(Path.of(file))) {
      throw new IllegalArgumentException(
          "expected %s to name a readable file, found %s".formatted(FILE, file));
    }
    try {
      return ClientConfigProfile.load(
          LoadClientConfigProfileOptions.newBuilder().setEnvOverrides(variables).build());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "expected TOML in %s, found %s in line %d: correct it, see docs/deployment.md"
              .formatted(
                  file.isEmpty() ? "temporal.toml" : file,
                  e.getOriginalMessage(),
                  e.getLocation().getLineNr()),
          e);
    } catch (IOException e) {
      throw new IllegalArgumentException("Temporal's settings: " + e.getMessage(), e);
    }
  }
}
