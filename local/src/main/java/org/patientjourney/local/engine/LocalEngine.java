package org.patientjourney.local.engine;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.patientjourney.app.worker.Engine;

/** Temporal on a laptop: started and stopped with the system. */
public interface LocalEngine extends Engine, AutoCloseable {
  /** Where people look at runs, if this engine can show them. */
  Optional<URI> ui();

  @Override
  void close() throws IOException;
}
