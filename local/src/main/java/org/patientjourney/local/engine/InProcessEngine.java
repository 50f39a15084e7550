package org.patientjourney.local.engine;

import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.patientjourney.workflows.run.Listing;

/**
 * Temporal's Java test server inside this process. Its runs end with the process. It runs in real
 * time unless its clock is moved.
 */
public final class InProcessEngine implements LocalEngine {
  /** The namespace that exists on every server. */
  static final String NAMESPACE = "default";

  private final TestServer.InProcessTestServer server;
  private final EngineClock clock;

  public InProcessEngine() {
    this(Duration.ZERO);
  }

  /**
   * Starts it.
   *
   * @param ahead of the wall clock, as an earlier run has left it
   */
  public InProcessEngine(Duration ahead) {
    server = TestServer.createServer(true, Instant.now().plus(ahead).toEpochMilli());
    LockEvents.into(server);
    clock = new EngineClock(server);
    registerSearchAttributes(
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setChannel(server.getChannel())
                .validateAndBuildWithDefaults()));
  }

  public EngineClock clock() {
    return clock;
  }

  /** A server refuses search attributes that are not registered; known ones stay. */
  public static void registerSearchAttributes(OperatorServiceStubs operator) {
    AddSearchAttributesRequest.Builder request =
        AddSearchAttributesRequest.newBuilder().setNamespace(NAMESPACE);
    Listing.KEYS.forEach(
        attribute -> request.putSearchAttributes(attribute.getName(), attribute.getValueType()));
    operator.blockingStub().addSearchAttributes(request.build());
  }

  @Override
  public WorkflowServiceStubs stubs() {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder()
            .setChannel(server.getChannel())
            .validateAndBuildWithDefaults());
  }

  @Override
  public WorkflowClientOptions.Builder clientOptions() {
    return WorkflowClientOptions.newBuilder().setNamespace(NAMESPACE);
  }

  @Override
  public boolean forgetsRuns() {
    return true;
  }

  @Override
  public Optional<URI> ui() {
    return Optional.empty();
  }

  @Override
  public void close() {
    server.close();
  }
}
