package org.patientjourney.sandbox.timing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The wall clock, put forward by hand. How far is kept in a file of its own: a step of a time
 * travel shall not write the whole state.
 */
public final class SandboxClock implements InstantSource {
  private final InstantSource wall;
  private final Path file;
  private volatile Duration offset;

  /** Goes on as far ahead as an earlier process was that used the directory. */
  public SandboxClock(InstantSource wall, Path directory) throws IOException {
    this.wall = wall;
    this.file = directory.resolve("clock");
    this.offset = Files.exists(file) ? Duration.parse(Files.readString(file)) : Duration.ZERO;
  }

  @Override
  public Instant instant() {
    return wall.instant().plus(offset);
  }

  /** How far it is ahead of the wall clock. */
  public Duration offset() {
    return offset;
  }

  /** Tells whether it is there now; no clock goes back. */
  public synchronized boolean putForward(Duration ahead) {
    if (ahead.compareTo(offset) < 0) {
      return false;
    }
    keep(ahead);
    offset = ahead;
    return true;
  }

  private void keep(Duration ahead) {
    Path draft = file.resolveSibling("clock.draft");
    try {
      Files.writeString(draft, ahead.toString());
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
