package org.patientjourney.sandbox.timing;

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

/** Runs tasks when their time has come; a time in the past means now. */
public final class Timetable implements AutoCloseable {
  private static final System.Logger log = System.getLogger(Timetable.class.getName());
  // Each delivery blocks its thread for as long as the webhook takes to answer.
  private static final int THREADS = 16;
  private static final int FAREWELL_SECONDS = 2;

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
    // What a closed timetable no longer takes is in the state, and the next process enters it.
    executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  /** Enters a task; it is forgotten when the process ends, so its reason must be in the state. */
  public void enter(Instant at, Runnable task) {
    Entry entry = new Entry(at, task);
    entries.add(entry);
    entry.schedule();
  }

  /** The clock was put forward: all waits are shorter than they were. */
  public void hurry() {
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
      // One millisecond more, as the executor's clock is not the one that the task looks at.
      wait = executor.schedule(this::runOnce, millis + 1, TimeUnit.MILLISECONDS);
    }

    /** Two waits may end together. */
    private void runOnce() {
      if (entries.remove(this)) {
        run(task);
      }
    }
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      log.log(Level.ERROR, "sandbox failed at a planned task", e);
    }
  }

  /** Lets running tasks store what they found out, unless a webhook keeps them waiting. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
        log.log(Level.INFO, "a webhook did not answer before the end; its event stays due");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
