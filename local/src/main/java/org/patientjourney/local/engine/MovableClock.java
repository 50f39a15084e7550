package org.patientjourney.local.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** The time of an engine on a laptop. It passes as real time does until it is moved. */
public interface MovableClock extends InstantSource {
  /** How far it is ahead of the system's clock. */
  Duration ahead();

  /** Moves forward; what falls due on the way begins with {@link #follow} at the latest. */
  void moveTo(Instant target, Duration patience) throws TimeoutException;

  /** Lets Temporal's runs follow, once the clock of the provider is moved too. */
  default void follow() {}

  /** Whether Temporal has work that must be done before the clock is moved again. */
  boolean isAtWork();

  /** When Temporal's next timer fires, where that is known beside the record's due times. */
  default Optional<Instant> nextTimer() {
    return Optional.empty();
  }
}
