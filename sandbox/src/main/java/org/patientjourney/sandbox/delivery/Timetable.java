package org.patientjourney.sandbox.delivery;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs tasks when they are due by the sandbox's clock. */
public final class Timetable implements AutoCloseable {
  private static final System.Logger log = System.getLogger(Timetable.class.getName());
  // Each delivery blocks its thread until the webhook answers.
  private static final int THREADS = 16;
  private static final int CLOSE_SECONDS = 2;

  private final InstantSource clock;
  private final ScheduledThreadPoolExecutor executor;
  private final Set<Entry> entries = ConcurrentHashMap.newKeySet();

  public Timetable(InstantSource clock) {
    this.clock = clock;
    this.executor =
        new ScheduledThreadPoolExecutor(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "sandbox-timetable");
              thread.setDaemon(true);
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    // A rejected task is in the state, and the next process schedules it.
    executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  /** Runs the task at that time, or now; not stored, so its reason must be in the state. */
  void schedule(Instant at, Runnable task) {
    Entry entry = new Entry(at, task);
    entries.add(entry);
    entry.schedule();
  }

  /** Shortens all waits after the clock was moved forward. */
  public void reschedule() {
    entries.forEach(Entry::schedule);
  }

  /** A task and its latest wait. */
  private final class Entry {
    private final Instant at;
    private final Runnable task;
    private @Nullable Future<?> wait;

    Entry(Instant at, Runnable task) {
      this.at = at;
      this.task = task;
    }

    synchronized void schedule() {
      if (wait != null) {
        wait.cancel(false);
      }
      long millis = Duration.between(clock.instant(), at).toMillis();
      // One millisecond more, as the executor has another clock than the task.
      wait = executor.schedule(this::runOnce, millis + 1, TimeUnit.MILLISECONDS);
    }

    /** Two waits may end together. */
    private void runOnce() {
      if (!entries.remove(this)) {
        return;
      }
      try {
        task.run();
      } catch (RuntimeException e) {
        log.log(Level.ERROR, "sandbox failed at a planned task", e);
      }
    }
  }

  /** Lets running tasks store their results, unless a webhook delays them too long. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        log.log(Level.INFO, "a webhook did not answer before the end; its event stays due");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
