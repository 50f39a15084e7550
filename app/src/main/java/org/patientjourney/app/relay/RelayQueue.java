package org.patientjourney.app.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.patientjourney.activities.logging.LogContext;

/**
 * Stored rows that a relay hands over. First handling, retry and replay are the same method.
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
   * Hands one row over and marks it. What it throws makes the row due again later.
   *
   * @return false when the row cannot be handed over yet, and is due again later
   */
  boolean handle(T row);

  /** Makes a row due again. */
  void backOff(T row, Instant nextAttemptAt);

  /** How often the row was claimed. */
  int attempts(T row);

  /** Names the journey of a row in the log. */
  LogContext about(T row);
}
