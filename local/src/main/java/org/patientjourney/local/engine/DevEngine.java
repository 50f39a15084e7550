package org.patientjourney.local.engine;

import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A real Temporal server on this machine: runs survive a restart of either side. */
public final class DevEngine implements LocalEngine {
  public static final String DATABASE = "temporal.db";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final DevServer server;
  private final Ports ports;
  private final boolean beginning;

  private DevEngine(DevServer server, Ports ports, boolean beginning) {
    this.server = server;
    this.ports = ports;
    this.beginning = beginning;
  }

  /**
   * Returns when the server accepts calls.
   *
   * @param beginning whether the server starts empty, its file deleted
   */
  public static DevEngine start(String cli, Path data, Ports ports, boolean beginning)
      throws IOException {
    Path database = data.resolve(DATABASE);
    if (beginning) {
      DevServer.forget(database);
    }
    DevEngine engine = new DevEngine(DevServer.start(cli, database, ports), ports, beginning);
    try {
      engine.prepare();
      return engine;
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  @Override
  public WorkflowServiceStubs stubs() {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder()
            .setTarget(target())
            .validateAndBuildWithDefaults());
  }

  @Override
  public WorkflowClientOptions.Builder clientOptions() {
    return WorkflowClientOptions.newBuilder().setNamespace(InProcessEngine.NAMESPACE);
  }

  /** True only for a start that is empty. */
  @Override
  public boolean forgetsRuns() {
    return beginning;
  }

  @Override
  public Optional<URI> ui() {
    return Optional.of(URI.create("http://127.0.0.1:" + ports.temporalUi()));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void prepare() {
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setTarget(target())
                .validateAndBuildWithDefaults());
    try {
      operator.connect(PATIENCE);
      InProcessEngine.registerSearchAttributes(operator);
    } finally {
      operator.shutdownNow();
    }
  }

  private String target() {
    return "127.0.0.1:" + ports.temporal();
  }
}
