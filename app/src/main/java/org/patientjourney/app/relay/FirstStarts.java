package org.patientjourney.app.relay;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.patientjourney.activities.logging.LogContext;
import org.patientjourney.app.logging.FailureCauses;
import org.patientjourney.workflows.order.JourneyId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the runs of new journeys right after their commit, which costs the record no claim. The
 * relay starts those that are not claimed in time, whatever happens here.
 */
public final class FirstStarts implements Managed {
  private static final Logger LOG = LoggerFactory.getLogger(FirstStarts.class);

  /** The time that the relay leaves it. */
  public static final Duration WITHIN = Duration.ofSeconds(5);

  private static final int THREADS = 4;

  /** More are left to the relay: they would not be started in time. */
  private static final int WAITING = 256;

  private final RunningJourneys running;
  private final ThreadPoolExecutor threads;

  public FirstStarts(RunningJourneys running) {
    this.running = running;
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            work -> {
              Thread thread = new Thread(work, "first-starts");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());
  }

  /** Returns at once. */
  public void start(List<JourneyId> journeys) {
    journeys.forEach(journey -> threads.execute(() -> start(journey)));
  }

  private void start(JourneyId journey) {
    try (LogContext about = LogContext.of(journey)) {
      // False is of a record that was restored: the relay finds it too, and raises the alarm.
      running.startFirst(journey);
    } catch (RuntimeException e) {
      LOG.info("the start is left to the relay after {}", FailureCauses.of(e));
    }
  }

  /** Starts what waits, if that is quick. */
  @Override
  public void stop() throws InterruptedException {
    threads.shutdown();
    threads.awaitTermination(5, TimeUnit.SECONDS);
  }
}
