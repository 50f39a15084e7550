package org.patientjourney.app.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.patientjourney.activities.qualiphy.client.CallObserver;
import org.patientjourney.activities.qualiphy.client.CallObserver.CallOutcome;

/** Times the calls to the provider. */
public record CallMeters(MeterRegistry registry) implements CallObserver {
  /** From a quick answer to the longest that configuration allows. */
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(20),
    Duration.ofSeconds(60)
  };

  /** An endpoint shows all its outcomes at once, so that the first failure is an increase. */
  @Override
  public void called(String endpoint, CallOutcome outcome, Duration duration) {
    for (CallOutcome possible : CallOutcome.values()) {
      timer(endpoint, possible);
    }
    timer(endpoint, outcome).record(duration);
  }

  private Timer timer(String endpoint, CallOutcome outcome) {
    return Timer.builder("journey.provider.call")
        .description("Calls to the provider, until the whole answer or the failure")
        .tag("endpoint", endpoint)
        .tag("outcome", LabelValue.of(outcome))
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }
}
