package org.patientjourney.local.clock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.patientjourney.local.engine.EngineMemory;
import org.patientjourney.local.engine.MovableClock;
import org.patientjourney.local.http.JsonClient;

/** The clocks of engine and sandbox, and what is due in record and sandbox. */
public final class LaptopClocks implements Travel.Clocks {
  private static final String FILE = "clock";
  private static final String SANDBOX_CLOCK = "/sandbox/clock";
  private static final long LOOK_EVERY_NANOS = Duration.ofMillis(3).toNanos();

  private final MovableClock clock;
  private final PendingWork waiting;
  private final JsonClient sandbox;
  private final Runnable sweepNow;
  private final Runnable wakeRelays;
  private final Path file;
  private long sandboxAheadMillis;

  public LaptopClocks(
      MovableClock clock,
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

  /** The clock of the sandbox is refused a move back, even by the inaccuracy of two readings. */
  @Override
  public void moveTo(Instant target, Duration patience)
      throws IOException, TimeoutException, InterruptedException {
    clock.moveTo(target, patience);
    Duration ahead = clock.ahead();
    EngineMemory.replace(file, ahead.toString());
    sandboxAheadMillis = Math.max(sandboxAheadMillis, ahead.toMillis());
    sandbox
        .post(
            SANDBOX_CLOCK,
            JsonNodeFactory.instance.objectNode().put("offset_millis", sandboxAheadMillis))
        .success();
    clock.follow();
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
    JsonNode event = provider.path("next_due");
    Optional<Instant> next =
        Stream.of(
                clock.nextTimer(),
                Optional.ofNullable(rows.next()),
                Optional.ofNullable(event.textValue()).map(Instant::parse))
            .flatMap(Optional::stream)
            .min(Comparator.naturalOrder());
    return new Travel.Reading(
        rows.due(), provider.path("pending").asLong(), rows.written(), next.orElse(null));
  }

  @Override
  public void pause() {
    LockSupport.parkNanos(LOOK_EVERY_NANOS);
  }
}
