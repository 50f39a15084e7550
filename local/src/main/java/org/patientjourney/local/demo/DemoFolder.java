package org.patientjourney.local.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.patientjourney.local.system.EmbeddedDatabase;
import org.patientjourney.local.system.LocalSystem;

/** The demo's folder is emptied before each demo. */
public final class DemoFolder {
  /** A file that marks the folder of a demo. */
  private static final String MARK = "demo-only";

  private DemoFolder() {}

  /**
   * Removes what an earlier demo left, and nothing that is not a demo's.
   *
   * @throws IOException when the folder is not a demo's, or a demo runs on it
   */
  public static void begin(Path data) throws IOException {
    if (Files.exists(data)) {
      if (!Files.exists(data.resolve(MARK))) {
        throw new IOException(
            "expected an earlier demo's folder or none, found something else at "
                + data
                + ": give another --data, or remove it yourself");
      }
      try (FileChannel lock = LocalSystem.lock(data)) {
        EmbeddedDatabase.stopLeftBehind(data.resolve("postgres"));
        wipe(data);
      }
    }
    Files.createDirectories(data);
    Files.writeString(data.resolve(MARK), "Removed with all in this folder by the next demo.\n");
  }

  private static void wipe(Path data) throws IOException {
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
