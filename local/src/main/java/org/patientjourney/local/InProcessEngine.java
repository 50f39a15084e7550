package org.patientjourney.local;

import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import org.patientjourney.app.worker.Engine;
import org.patientjourney.workflows.journey.Stage;

/** Temporal's Java test server inside this process, in real time. It forgets its runs at exit. */
final class InProcessEngine implements Engine, AutoCloseable {
  private static final String NAMESPACE = "default";

  private final TestServer.InProcessTestServer server = TestServer.createServer();

  InProcessEngine() {
    registerSearchAttributes(
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setChannel(server.getChannel())
                .validateAndBuildWithDefaults()));
  }

  /** The test server refuses a search attribute that it was not told of. */
  static void registerSearchAttributes(OperatorServiceStubs operator) {
    operator
        .blockingStub()
        .addSearchAttributes(
            AddSearchAttributesRequest.newBuilder()
                .setNamespace(NAMESPACE)
                .putSearchAttributes(
                    Stage.SEARCH_ATTRIBUTE.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                .build());
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
  public void close() {
    server.close();
  }
}
