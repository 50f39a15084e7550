package org.patientjourney.local.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.patientjourney.local.options.EngineKind;
import org.patientjourney.local.options.EngineOptions;

/**
 * Which engine the journeys of a data folder run on. Another engine has none of their runs, so it
 * is refused unless it starts empty and starts every open journey from the record.
 */
public final class EngineMemory {
  private static final String FILE = "engine";

  /** After the engine's name, until the start rows of all open journeys are committed. */
  private static final String BEGINNING = " beginning";

  private final Path file;
  private final EngineKind kind;
  private final boolean beginning;

  private EngineMemory(Path file, EngineKind kind, boolean beginning) {
    this.file = file;
    this.kind = kind;
    this.beginning = beginning;
  }

  /**
   * Looks up whether the wanted engine may run the folder's journeys.
   *
   * @throws IOException when they run on another
   */
  public static EngineMemory of(Path data, EngineOptions wanted) throws IOException {
    Path file = data.resolve(FILE);
    String found = Files.exists(file) ? Files.readString(file).strip() : "";
    Optional<EngineKind> known = known(found);
    boolean same = known.isPresent() && known.get() == wanted.kind();
    if (known.isPresent() && !same && !wanted.rebuild()) {
      throw new IOException(refusal(data, known.get().word(), wanted.kind().word()));
    }
    boolean beginning =
        known.isEmpty() || wanted.rebuild() || found.endsWith(BEGINNING) || isLost(data, wanted);
    EngineMemory memory = new EngineMemory(file, wanted.kind(), beginning);
    if (same) {
      // Before its runs are deleted; an engine that is new here must start first.
      memory.remember();
    }
    return memory;
  }

  /** Whether the engine must start empty: its runs are not of this record. */
  public boolean isBeginning() {
    return beginning;
  }

  /** The engine has started: from now on the journeys run on it. */
  public void remember() throws IOException {
    write(kind.word() + (beginning ? BEGINNING : ""));
  }

  /** All open journeys have their start row: from now on its runs count. */
  public void settle() throws IOException {
    write(kind.word());
  }

  /** The engine's word; missing in a new folder. */
  private static Optional<EngineKind> known(String found) {
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(EngineKind.of(found.replace(BEGINNING, "")));
  }

  private static boolean isLost(Path data, EngineOptions wanted) {
    return wanted.kind() == EngineKind.DEV && !Files.exists(data.resolve(DevEngine.DATABASE));
  }

  private void write(String content) throws IOException {
    Path fresh = file.resolveSibling(FILE + ".new");
    Files.writeString(fresh, content + "\n");
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String refusal(Path data, String known, String wanted) {
    return ("the journeys of %s run on the engine '%s', found --engine %s: start with --engine %s,"
            + " or give another --data, or let '%s' take over with --engine %s --rebuild")
        .formatted(data, known, wanted, known, wanted, wanted);
  }
}
