package org.patientjourney.sandbox.timing;

import java.time.Duration;
import java.util.List;

/**
 * How long things take: {@code decision} until a test exam is decided, and again before each
 * further step of it, {@code redelivery} the pauses before further tries of an event, {@code
 * answer} how long a webhook may take to answer, {@code longestHold} when a held connection is
 * closed.
 */
public record Timing(
    Duration decision, List<Duration> redelivery, Duration answer, Duration longestHold) {

  public Timing {
    redelivery = List.copyOf(redelivery);
  }

  /** [SIM] Three more tries with a growing pause, and 5 s for an answer (contract 5.5). */
  public static Timing usual(Duration decision) {
    return new Timing(
        decision,
        List.of(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(10)),
        Duration.ofSeconds(5),
        Duration.ofSeconds(120));
  }
}
