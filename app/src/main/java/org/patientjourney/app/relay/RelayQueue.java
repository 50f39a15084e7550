package org.patientjourney.app.relay;

import java.time.Instant;
import java.util.List;
import org.patientjourney.activities.logging.LogContext;

/**
 * Stored rows that a relay hands over. First handling, retry and replay are the same method.
 *
 * @param <T> a row
 */
public interface RelayQueue<T> {
  /** Takes due rows; until the lease ends no other relay gets them. */
  List<T> claimDue(Instant now, Instant leaseUntil, int limit);

  /**
   * Hands one row over and marks it. What it throws makes the row due again later.
   *
   * @return false when the row cannot be handed over yet, and was made due again
   */
  boolean handle(T row);

  /** Makes a row due again. */
  void backOff(T row, Instant nextAttemptAt);

  /** How often the row was claimed. */
  int attempts(T row);

  /** Names the journey of a row in the log. */
  LogContext about(T row);
}
