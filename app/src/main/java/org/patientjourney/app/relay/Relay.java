package org.patientjourney.app.relay;

import io.dropwizard.lifecycle.Managed;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.patientjourney.activities.logging.LogContext;
import org.patientjourney.app.configuration.JourneyConfiguration.RelayConfiguration;
import org.patientjourney.app.logging.FailureCauses;
import org.patientjourney.app.metrics.LabelValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small persistent queue: claim, handle, mark, back off. Any number of threads and processes may
 * run it on the same rows.
 *
 * @param <T> a row
 */
public final class Relay<T> implements Managed {
  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

  /** Few, because a thread handles them in turn: a slow row delays the next ones. */
  private static final int BATCH = 4;

  /** After an outage, however long, what waits goes on within it. */
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);

  /** CLAIMED, then one of the others; a failed row is backed off too. */
  private enum Step {
    CLAIMED,
    RELAYED,
    BACKED_OFF,
    FAILED
  }

  private final String name;
  private final RelayQueue<T> queue;
  private final RelayConfiguration configuration;
  private final InstantSource clock;
  private final MeterRegistry registry;
  private final ExecutorService threads;
  private final Semaphore wakeUps = new Semaphore(0);

  /** Of idle threads one waits to look; the others wait for it. */
  private final Object waiting = new Object();

  /** Whether the last look for rows failed: an outage is logged once. */
  private final AtomicBoolean blind = new AtomicBoolean();

  private volatile boolean running = true;

  public Relay(
      String name,
      RelayQueue<T> queue,
      RelayConfiguration configuration,
      InstantSource clock,
      MeterRegistry registry) {
    this.name = name;
    this.queue = queue;
    this.configuration = configuration;
    this.clock = clock;
    this.registry = registry;
    for (Step step : Step.values()) {
      count(step, 0);
    }
    this.threads =
        Executors.newFixedThreadPool(
            configuration.threads(),
            work -> {
              Thread thread = new Thread(work, name + "-relay");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public void start() {
    wake();
    for (int i = 0; i < configuration.threads(); i++) {
      threads.execute(this::run);
    }
  }

  @Override
  public void stop() throws InterruptedException {
    running = false;
    wakeUps.release(configuration.threads());
    threads.shutdown();
    threads.awaitTermination(5, TimeUnit.SECONDS);
  }

  /** Makes a thread look for rows now, instead of at the next poll. */
  public void wake() {
    // In a process without running relays no thread takes a permit, and a full semaphore throws.
    if (wakeUps.availablePermits() == 0) {
      wakeUps.release();
    }
  }

  private void run() {
    while (running) {
      try {
        handleDue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (Throwable e) {
        // Even an Error must not end the thread: rows would wait for a restart.
        LOG.error("{} relay goes on after {}", name, FailureCauses.of(e));
      }
    }
  }

  /** Waits for a wake-up or the next poll, and handles what is due then; returns how many rows. */
  int handleDue() throws InterruptedException {
    synchronized (waiting) {
      if (running) {
        wakeUps.tryAcquire(configuration.pollInterval().toMilliseconds(), TimeUnit.MILLISECONDS);
        wakeUps.drainPermits();
      }
    }
    List<T> rows = running ? claimDue() : List.of();
    if (rows.size() == BATCH) {
      // One wake-up may be for many rows.
      wake();
    }
    rows.forEach(this::handle);
    return rows.size();
  }

  private List<T> claimDue() {
    try {
      List<T> rows = queue.claimDue(clock.instant(), configuration.lease().toJavaDuration(), BATCH);
      if (blind.getAndSet(false)) {
        LOG.info("{} relay looks for rows again", name);
      }
      count(Step.CLAIMED, rows.size());
      return rows;
    } catch (RuntimeException e) {
      if (!blind.getAndSet(true)) {
        LOG.warn(
            "{} relay cannot look for rows, and goes on trying: {}", name, FailureCauses.of(e));
      }
      return List.of();
    }
  }

  private void handle(T row) {
    try (LogContext about = queue.about(row)) {
      relay(row);
    }
  }

  /** A failure, even an Error, costs this row a delay and the others nothing. */
  private void relay(T row) {
    try {
      boolean done = queue.handle(row);
      count(done ? Step.RELAYED : Step.BACKED_OFF, 1);
    } catch (Throwable e) {
      count(Step.FAILED, 1);
      LOG.warn("{} relay failed at {}: {}", name, queue.attempts(row), FailureCauses.of(e));
      try {
        queue.backOff(row, clock.instant().plus(backOff(queue.attempts(row))));
        count(Step.BACKED_OFF, 1);
      } catch (RuntimeException again) {
        LOG.warn("{} relay leaves a row to its lease: {}", name, FailureCauses.of(again));
      }
    }
  }

  private void count(Step step, int rows) {
    Counter.builder("journey.relay.rows")
        .description("Rows that a relay claimed, by outcome")
        .tag("relay", name)
        .tag("step", LabelValue.of(step))
        .register(registry)
        .increment(rows);
  }

  /** After a failure: one second, doubled with each attempt, five minutes at most. */
  public static Duration backOff(int attempts) {
    return backOff(attempts, LONGEST_DELAY);
  }

  /** The same with another longest delay. */
  public static Duration backOff(int attempts, Duration longest) {
    Duration delay = Duration.ofSeconds(1L << Math.min(Math.max(attempts - 1, 0), 12));
    return delay.compareTo(longest) < 0 ? delay : longest;
  }

  /**
   * Stored rows of a relay. First handling, retry and replay are the same method.
   *
   * @param <T> a row
   */
  public interface RelayQueue<T> {
    /**
     * Takes due rows; until the lease ends no relay gets them again. The lease doubles with each
     * claim of a row, so that it is also the time after which an unconfirmed row is repeated.
     */
    List<T> claimDue(Instant now, Duration lease, int limit);

    /**
     * Relays one row and marks it. What it throws makes the row due again later.
     *
     * @return false when the row cannot be relayed yet, and is due again later
     */
    boolean handle(T row);

    /** Makes a row due again. */
    void backOff(T row, Instant nextAttemptAt);

    /** How often the row was claimed. */
    int attempts(T row);

    /** Names the journey of a row in the log. */
    LogContext about(T row);
  }
}
