package org.patientjourney.app.sweep;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a task at once and then with a fixed delay after each run. */
public final class Repeating implements Managed {
  private static final Logger LOG = LoggerFactory.getLogger(Repeating.class);

  private final String name;
  private final Runnable look;
  private final Duration interval;
  private final ScheduledExecutorService thread;
  private @Nullable ScheduledFuture<?> looks;

  public Repeating(String name, Runnable look, Duration interval) {
    this.name = name;
    this.look = look;
    this.interval = interval;
    this.thread =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread worker = new Thread(work, name);
              worker.setDaemon(true);
              return worker;
            });
  }

  @Override
  public void start() {
    looks = thread.scheduleWithFixedDelay(this::run, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() throws InterruptedException {
    if (looks != null) {
      looks.cancel(true);
    }
    thread.shutdownNow();
    thread.awaitTermination(5, TimeUnit.SECONDS);
  }

  /** A failure is logged by its type alone: a message may quote data. */
  private void run() {
    try {
      look.run();
    } catch (Throwable failure) {
      // Even an Error must not end the repetition.
      LOG.warn("{} failed, trying again: {}", name, failure.getClass().getName());
    }
  }
}
