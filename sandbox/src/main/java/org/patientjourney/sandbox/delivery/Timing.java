package org.patientjourney.sandbox.delivery;

import java.time.Duration;
import java.util.List;

/**
 * How long things take.
 *
 * @param decision until a test exam is decided, and again before each further step of it
 * @param redelivery the pauses before further tries of an event
 * @param answer how long a webhook may take to answer
 * @param longestHold after which a held connection is closed
 */
public record Timing(
    Duration decision, List<Duration> redelivery, Duration answer, Duration longestHold) {

  public Timing {
    redelivery = List.copyOf(redelivery);
  }

  /** The provider's schedule is not published; this one is our choice. */
  public static Timing usual(Duration decision) {
    return new Timing(
        decision,
        List.of(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(10)),
        Duration.ofSeconds(5),
        Duration.ofSeconds(120));
  }
}
