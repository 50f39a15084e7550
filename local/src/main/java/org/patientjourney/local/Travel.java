package org.patientjourney.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets weeks pass in seconds: engine and sandbox step together from one instant at which something
 * happens to the next, and at each step wait until all that is due was done. Temporal's own lock
 * keeps a task that is at work from being jumped over.
 */
final class Travel {
  private static final String FILE = "clock";

  /**
   * Journeys that fall due within it go on together; all act within 5 s after their due instant.
   */
  private static final Duration TOGETHER = Duration.ofSeconds(1);

  /** For one step, until all that is due was done. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What is due and does not move for so long belongs to nobody: it is told, and passed by. */
  private static final Duration STUCK = Duration.ofSeconds(3);

  private static final long LOOK_EVERY_NANOS = Duration.ofMillis(3).toNanos();

  private final EngineClock clock;
  private final Waiting waiting;
  private final JsonDoor sandbox;
  private final Runnable lookNow;
  private final Path file;

  Travel(EngineClock clock, String databaseUrl, JsonDoor sandbox, Runnable lookNow, Path data) {
    this.clock = clock;
    this.waiting = new Waiting(databaseUrl);
    this.sandbox = sandbox;
    this.lookNow = lookNow;
    this.file = data.resolve(FILE);
  }

  /**
   * What a travel came to.
   *
   * @param passedBy what was due and did not act, by its id
   */
  record Arrival(Instant from, Instant to, int steps, Duration took, Set<String> passedBy) {}

  /** How far an earlier run has left the clock ahead. */
  static Duration kept(Path data) throws IOException {
    Path file = data.resolve(FILE);
    return Files.exists(file) ? Duration.parse(Files.readString(file).strip()) : Duration.ZERO;
  }

  Instant now() {
    return clock.instant();
  }

  /**
   * Travels; one at a time.
   *
   * @throws IOException when it stops on the way: where and why is told, and nothing is lost
   */
  synchronized Arrival by(Duration time) throws IOException {
    long began = System.nanoTime();
    Instant from = clock.instant();
    Instant target = from.plus(time);
    Set<String> passedBy = new TreeSet<>();
    int steps = 0;
    try {
      awaitQuiet(passedBy);
      while (clock.instant().isBefore(target)) {
        steps++;
        step(target);
        awaitQuiet(passedBy);
      }
    } catch (SQLException | TimeoutException e) {
      throw new IOException("the travel stopped at " + clock.instant() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the travel was interrupted at " + clock.instant(), e);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    return new Arrival(from, clock.instant(), steps, took, Set.copyOf(passedBy));
  }

  private void step(Instant target)
      throws IOException, SQLException, TimeoutException, InterruptedException {
    Instant next = earlier(waiting.next(clock.instant()), sandboxNext());
    Instant stop =
        next == null || next.plus(TOGETHER).isAfter(target) ? target : next.plus(TOGETHER);
    clock.moveTo(stop, PATIENCE);
    Duration ahead = clock.ahead();
    keep(ahead);
    sandbox.post(
        "/sandbox/clock",
        JsonNodeFactory.instance.objectNode().put("offset_millis", Math.max(ahead.toMillis(), 0)));
  }

  /** Quiet twice in a row: what was just done may have left something else to do. */
  private void awaitQuiet(Set<String> passedBy) throws IOException, SQLException, TimeoutException {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    long changed = System.nanoTime();
    Set<String> before = Set.of();
    int quiet = 0;
    while (quiet < 2) {
      lookNow.run();
      Set<String> due = waiting.due(clock.instant());
      due.removeAll(passedBy);
      boolean isQuiet = due.isEmpty() && sandboxPending() == 0;
      quiet = isQuiet ? quiet + 1 : 0;
      if (!due.equals(before)) {
        changed = System.nanoTime();
        before = due;
      }
      if (!due.isEmpty() && System.nanoTime() - changed > STUCK.toNanos()) {
        passedBy.addAll(due);
      }
      if (System.nanoTime() > giveUp) {
        throw new TimeoutException("expected all that is due to be done, found " + due);
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }

  private long sandboxPending() throws IOException {
    return sandbox.get("/sandbox/clock").body().path("pending").asLong();
  }

  private @Nullable Instant sandboxNext() throws IOException {
    JsonNode next = sandbox.get("/sandbox/clock").body().path("next_due");
    return next.isTextual() ? Instant.parse(next.asText()) : null;
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }

  private void keep(Duration ahead) throws IOException {
    Path draft = file.resolveSibling(FILE + ".new");
    Files.writeString(draft, ahead + "\n");
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
