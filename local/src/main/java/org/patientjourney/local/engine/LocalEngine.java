package org.patientjourney.local.engine;

import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.OperatorServiceStubs;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.patientjourney.app.worker.Engine;
import org.patientjourney.workflows.run.Listing;

/** Temporal on a laptop: started and stopped with the system. */
public interface LocalEngine extends Engine, AutoCloseable {
  /** The namespace that exists on every server. */
  String NAMESPACE = "default";

  @Override
  default WorkflowClientOptions.Builder clientOptions() {
    return WorkflowClientOptions.newBuilder().setNamespace(NAMESPACE);
  }

  /** Where people look at runs, if this engine can show them. */
  default Optional<URI> ui() {
    return Optional.empty();
  }

  @Override
  void close() throws IOException;

  /** A server refuses search attributes that are not registered; known ones stay. */
  static void registerSearchAttributes(OperatorServiceStubs operator) {
    AddSearchAttributesRequest.Builder request =
        AddSearchAttributesRequest.newBuilder().setNamespace(NAMESPACE);
    Listing.KEYS.forEach(
        attribute -> request.putSearchAttributes(attribute.getName(), attribute.getValueType()));
    operator.blockingStub().addSearchAttributes(request.build());
  }
}
