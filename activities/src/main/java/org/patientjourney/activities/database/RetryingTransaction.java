package org.patientjourney.activities.database;

import java.time.Duration;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * A transaction that is repeated while PostgreSQL is unavailable: for an answer of the provider,
 * which cannot be asked for again. The callback may also run again after a commit whose
 * confirmation was lost, and must recognise its own work.
 */
public final class RetryingTransaction {
  /** Longer than a restart of PostgreSQL. A try that runs into the socket time-out is the last. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private RetryingTransaction() {}

  /**
   * Commits, or fails as the last try failed.
   *
   * @throws JdbiException after half a minute
   */
  public static <T> T inTransaction(Jdbi jdbi, HandleCallback<T, RuntimeException> callback) {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        return jdbi.inTransaction(callback);
      } catch (JdbiException failure) {
        if (System.nanoTime() > giveUp) {
          throw failure;
        }
        rest(pause, failure);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
      }
    }
  }

  private static void rest(Duration pause, JdbiException failure) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }
}
