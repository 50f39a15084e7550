package org.patientjourney.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The demo's folder is its own: each telling begins with nothing. */
final class DemoFolder {
  private DemoFolder() {}

  /** Removes what an earlier demo left, and nothing that is not a demo's. */
  static void wipe(Path data) throws IOException {
    if (!Files.exists(data)) {
      return;
    }
    if (!Files.exists(data.resolve("config.yml"))) {
      throw new IOException(
          "expected an earlier demo's folder or none, found something else at " + data);
    }
    EmbeddedDatabase.stopLeftBehind(data.resolve("postgres"));
    try (Stream<Path> files = Files.walk(data)) {
      files.sorted(Comparator.reverseOrder()).forEach(DemoFolder::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
