package org.patientjourney.app.relay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.patientjourney.app.metrics.LabelValue;

/** Counts the rows of a relay by outcome. */
final class RelayMeters {
  /** CLAIMED, then one of the others; a failed row is backed off too. */
  enum Step {
    CLAIMED,
    HANDED_OVER,
    BACKED_OFF,
    FAILED
  }

  private final MeterRegistry registry;
  private final String relay;

  RelayMeters(MeterRegistry registry, String relay) {
    this.registry = registry;
    this.relay = relay;
    for (Step step : Step.values()) {
      count(step, 0);
    }
  }

  void count(Step step, int rows) {
    Counter.builder("journey.relay.rows")
        .description("Rows that a relay claimed, by outcome")
        .tag("relay", relay)
        .tag("step", LabelValue.of(step))
        .register(registry)
        .increment(rows);
  }
}
