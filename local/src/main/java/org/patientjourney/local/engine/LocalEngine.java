package org.patientjourney.local.engine;

import io.temporal.client.WorkflowClientOptions;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.patientjourney.app.worker.Engine;

/** Temporal on a laptop: started and stopped with the system. */
public interface LocalEngine extends Engine, AutoCloseable {
  /** The namespace that exists on every server. */
  String NAMESPACE = "default";

  @Override
  default WorkflowClientOptions.Builder clientOptions() {
    return WorkflowClientOptions.newBuilder().setNamespace(NAMESPACE);
  }

  /** The time of this engine; empty when it is the system's, which cannot be moved. */
  Optional<MovableClock> clock();

  /** Where people look at runs, if this engine can show them. */
  default Optional<URI> ui() {
    return Optional.empty();
  }

  @Override
  void close() throws IOException;
}
