package org.patientjourney.local;

import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.time.Duration;
import org.patientjourney.app.worker.Engine;

/** Temporal's test server behind a line that can be cut. */
final class PortBoundTemporal implements Engine, AutoCloseable {
  private final TestServer.PortBoundTestServer server;
  private final CuttableLine line;

  PortBoundTemporal() throws IOException {
    int port = Ports.at(0).admin();
    server = TestServer.createPortBoundServer(port);
    line = new CuttableLine(port);
    InProcessEngine.registerSearchAttributes(
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:" + port)
                .validateAndBuildWithDefaults()));
  }

  CuttableLine line() {
    return line;
  }

  /** Impatient, so that a test need not wait for the client's own minute of retries. */
  @Override
  public WorkflowServiceStubs stubs() {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder()
            .setTarget("127.0.0.1:" + line.port())
            .setRpcTimeout(Duration.ofSeconds(2))
            .setRpcRetryOptions(
                RpcRetryOptions.newBuilder()
                    .setExpiration(Duration.ofSeconds(3))
                    .validateBuildWithDefaults())
            .validateAndBuildWithDefaults());
  }

  @Override
  public WorkflowClientOptions.Builder clientOptions() {
    return WorkflowClientOptions.newBuilder().setNamespace("default");
  }

  @Override
  public boolean forgetsRuns() {
    return false;
  }

  @Override
  public void close() throws IOException {
    line.close();
    server.close();
  }
}
