package org.patientjourney.local.clock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.patientjourney.local.engine.EngineClock;
import org.patientjourney.local.http.JsonClient;

/** The clocks of engine and sandbox, and what is due in record and sandbox. */
public final class LaptopClocks implements Travel.Clocks {
  private static final String FILE = "clock";
  private static final String SANDBOX_CLOCK = "/sandbox/clock";
  private static final long LOOK_EVERY_NANOS = Duration.ofMillis(3).toNanos();

  private final EngineClock clock;
  private final PendingWork waiting;
  private final JsonClient sandbox;
  private final Runnable sweepNow;
  private final Runnable wakeRelays;
  private final Path file;

  public LaptopClocks(
      EngineClock clock,
      PendingWork waiting,
      JsonClient sandbox,
      Runnable sweepNow,
      Runnable wakeRelays,
      Path data) {
    this.clock = clock;
    this.waiting = waiting;
    this.sandbox = sandbox;
    this.sweepNow = sweepNow;
    this.wakeRelays = wakeRelays;
    this.file = data.resolve(FILE);
  }

  /** How far the clock of an earlier run was ahead. */
  public static Duration kept(Path data) throws IOException {
    Path file = data.resolve(FILE);
    return Files.exists(file) ? Duration.parse(Files.readString(file).strip()) : Duration.ZERO;
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public void moveTo(Instant target, Duration patience)
      throws IOException, TimeoutException, InterruptedException {
    clock.moveTo(target, patience);
    Duration ahead = clock.ahead();
    keep(ahead);
    sandbox.post(
        SANDBOX_CLOCK,
        JsonNodeFactory.instance.objectNode().put("offset_millis", Math.max(ahead.toMillis(), 0)));
    sweepNow.run();
    wakeRelays.run();
  }

  @Override
  public boolean isAtWork() {
    return clock.isAtWork();
  }

  @Override
  public Travel.Reading look() throws IOException {
    PendingWork.Rows rows = waiting.look(clock.instant());
    if (!rows.due().isEmpty()) {
      wakeRelays.run();
    }
    JsonNode provider = sandbox.get(SANDBOX_CLOCK).body();
    JsonNode next = provider.path("next_due");
    return new Travel.Reading(
        rows.due(),
        provider.path("pending").asLong(),
        rows.written(),
        earlier(
            clock.nextTimer(),
            earlier(rows.next(), next.isTextual() ? Instant.parse(next.asText()) : null)));
  }

  @Override
  public void pause() {
    LockSupport.parkNanos(LOOK_EVERY_NANOS);
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
