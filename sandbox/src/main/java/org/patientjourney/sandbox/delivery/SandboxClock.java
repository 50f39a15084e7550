package org.patientjourney.sandbox.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The wall clock, moved forward by hand. The offset has a file of its own, so that a step of time
 * does not write the whole state.
 */
public final class SandboxClock implements InstantSource {
  private final InstantSource wall;
  private final Path file;
  private volatile Duration offset;

  /** Continues with the offset of an earlier process that used the directory. */
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

  /** False when that would move it back. */
  public synchronized boolean moveForward(Duration ahead) {
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
