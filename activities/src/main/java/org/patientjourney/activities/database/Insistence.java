package org.patientjourney.activities.database;

import java.time.Duration;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * A transaction that is tried again while PostgreSQL cannot take it: for an answer of the provider,
 * which nobody can ask for again. The callback may run again after a commit whose confirmation was
 * lost, and must know its own work.
 */
public final class Insistence {
  /**
   * PostgreSQL's restart takes less. A try that hangs, up to the socket's time-out, is the last.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private Insistence() {}

  /**
   * Commits, or fails with what the last try failed with.
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
