package org.patientjourney.local.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Which engine the journeys of a data folder run on. Another engine has none of their runs, so it
 * is refused unless it starts empty and starts every open journey from the record.
 *
 * @param isBeginning whether the engine must start empty: its runs are not of this record
 */
public record EngineMemory(Path file, EngineOptions.Kind kind, boolean isBeginning) {
  private static final String FILE = "engine";

  /** After the engine's name, until the start rows of all open journeys are committed. */
  private static final String BEGINNING = " beginning";

  /**
   * Looks up whether the wanted engine may run the folder's journeys.
   *
   * @throws IOException when they run on another
   */
  public static EngineMemory of(Path data, EngineOptions wanted) throws IOException {
    Path file = data.resolve(FILE);
    String found = Files.exists(file) ? Files.readString(file).strip() : "";
    String known = found.replace(BEGINNING, "");
    boolean same = known.equals(wanted.kind().toString());
    if (!known.isEmpty() && !same && !wanted.rebuild()) {
      throw new IOException(
          ("the journeys of %s run on the engine '%s', found --engine %s: start with --engine %2$s,"
                  + " or give another --data, or let '%3$s' take over with --engine %3$s --rebuild")
              .formatted(data, known, wanted.kind()));
    }
    boolean lost =
        wanted.kind() == EngineOptions.Kind.DEV && !Files.exists(data.resolve(DevEngine.DATABASE));
    boolean beginning = !same || wanted.rebuild() || found.endsWith(BEGINNING) || lost;
    EngineMemory memory = new EngineMemory(file, wanted.kind(), beginning);
    if (same) {
      // Before its runs are deleted; an engine that is new here must start first.
      memory.remember();
    }
    return memory;
  }

  /** The engine has started: from now on the journeys run on it. */
  public void remember() throws IOException {
    replace(file, kind + (isBeginning ? BEGINNING : ""));
  }

  /** All open journeys have their start row: from now on its runs count. */
  public void settle() throws IOException {
    replace(file, kind.toString());
  }

  /** Writes a file of one line; a reader finds the old one or the new one. */
  public static void replace(Path file, String line) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, line + "\n");
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
