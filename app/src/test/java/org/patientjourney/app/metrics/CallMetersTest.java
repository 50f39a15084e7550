package org.patientjourney.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patientjourney.activities.qualiphy.client.CallObserver.CallOutcome;

class CallMetersTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @Test
  void a_call_counts_by_endpoint_and_outcome_with_its_duration() {
    CallMeters meters = new CallMeters(registry);
    meters.called("exam_invite", CallOutcome.RATE_LIMITED, Duration.ofMillis(200));
    meters.called("exam_invite", CallOutcome.RATE_LIMITED, Duration.ofMillis(300));

    String limited = "{endpoint=\"exam_invite\",outcome=\"rate-limited\"";
    assertThat(scrape())
        .contains(
            "journey_provider_call_seconds_count" + limited + "} 2",
            "journey_provider_call_seconds_sum" + limited + "} 0.5",
            "journey_provider_call_seconds_bucket" + limited + ",le=\"0.1\"} 0",
            "journey_provider_call_seconds_bucket" + limited + ",le=\"0.25\"} 1",
            "journey_provider_call_seconds_bucket" + limited + ",le=\"60.0\"} 2");
  }

  @Test
  void an_endpoint_that_was_called_shows_every_outcome_so_that_the_first_failure_is_an_increase() {
    new CallMeters(registry).called("exam_invite", CallOutcome.OK, Duration.ofMillis(200));

    for (CallOutcome outcome : CallOutcome.values()) {
      assertThat(scrape())
          .contains(
              "journey_provider_call_seconds_count{endpoint=\"exam_invite\",outcome=\""
                  + LabelValue.of(outcome)
                  + "\"} "
                  + (outcome == CallOutcome.OK ? 1 : 0));
    }
  }

  private List<String> scrape() {
    return registry.scrape().lines().toList();
  }
}
