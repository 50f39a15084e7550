package org.patientjourney.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.patientjourney.activities.incident.IncidentRow.IncidentStatus;
import org.patientjourney.activities.metrics.RecordReading;
import org.patientjourney.activities.metrics.RecordReading.RecordCount;
import org.patientjourney.activities.record.ObligationRow.ObligationStatus;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.effect.Obligation;
import org.patientjourney.workflows.hold.HoldReason;

class RecordMetricsTest {
  private static final RecordReading READING =
      new RecordReading(
          List.of(
              count("APPLIED", null, 7),
              count("RECEIVED", null, 2),
              count("QUARANTINED", null, 11)),
          Duration.ofMillis(61_500),
          Duration.ofSeconds(75),
          3,
          List.of(count("INVITE", "MET", 5)),
          List.of(count("INVITE", null, 1)),
          List.of(count("MISSED", null, 4), count("NOT_THOUGHT_OF_YET", null, 6)),
          List.of(count("KEY_REFUSED", "PROBING", 1)),
          List.of(count("HOLD_OVERDUE", null, 8)),
          List.of(count("HELD", null, 10)),
          9,
          2);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final List<Instant> reads = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-23T12:00:00Z");
  private @Nullable RuntimeException failure;

  RecordMetricsTest() {
    registry.getPrometheusRegistry().register(new RecordMetrics(this::read, () -> now));
  }

  @Test
  void every_number_of_a_reading_is_shown_under_its_name_and_labels() {
    assertThat(scrape())
        .contains(
            "journey_record_up 1.0",
            "journey_webhook_deliveries{state=\"APPLIED\"} 7.0",
            "journey_webhook_deliveries{state=\"RECEIVED\"} 2.0",
            "journey_webhook_deliveries{state=\"QUARANTINED\"} 11.0",
            "journey_webhook_oldest_unapplied_seconds 61.5",
            "journey_oldest_start_seconds 75.0",
            "journey_unknown_invites 3.0",
            "journey_pauses 2.0",
            "journey_obligations{kind=\"INVITE\",status=\"MET\"} 5.0",
            "journey_obligations_overdue{kind=\"INVITE\"} 1.0",
            "journey_holds{reason=\"MISSED\"} 4.0",
            "journey_incidents{cause=\"KEY_REFUSED\",status=\"PROBING\"} 1.0",
            "journey_alarms{kind=\"HOLD_OVERDUE\"} 8.0",
            "journey_open_journeys{stage=\"HELD\"} 10.0",
            "journey_runs_missing 9.0");
  }

  @Test
  void absent_series_are_zero() {
    List<String> scrape = scrape();
    for (HoldReason reason : HoldReason.values()) {
      assertThat(scrape).anyMatch(line -> line.startsWith(series("holds", "reason", reason)));
    }
    for (AlarmKind kind : AlarmKind.values()) {
      assertThat(scrape).anyMatch(line -> line.startsWith(series("alarms", "kind", kind)));
    }
    for (Obligation.Kind kind : Obligation.Kind.values()) {
      assertThat(scrape)
          .anyMatch(line -> line.startsWith(series("obligations_overdue", "kind", kind)));
    }
    assertThat(scrape)
        .contains("journey_holds{reason=\"CONTRADICTION\"} 0.0")
        .filteredOn(line -> line.startsWith("journey_obligations{"))
        .hasSize(Obligation.Kind.values().length * ObligationStatus.values().length);
    assertThat(scrape)
        .as("what is over is not shown, what causes none neither")
        .filteredOn(line -> line.startsWith("journey_incidents{"))
        .hasSize(4 * (IncidentStatus.values().length - 1));
  }

  @Test
  void a_name_that_only_a_newer_instance_knows_is_shown() {
    assertThat(scrape()).contains("journey_holds{reason=\"NOT_THOUGHT_OF_YET\"} 6.0");
  }

  @Test
  void the_record_is_read_at_a_scrape_and_not_again_for_a_few_seconds() {
    assertThat(reads).isEmpty();
    List<String> first = scrape();
    now = now.plus(RecordMetrics.FRESH).minusMillis(1);
    assertThat(scrape()).isEqualTo(first);
    assertThat(reads).hasSize(1);

    now = now.plusMillis(1);
    scrape();
    assertThat(reads).hasSize(2).last().isEqualTo(now);
  }

  @Test
  void a_clock_that_was_set_back_does_not_keep_an_old_reading() {
    scrape();
    now = now.minusSeconds(3600);
    scrape();
    assertThat(reads).hasSize(2);
  }

  @Test
  void a_record_that_cannot_be_read_shows_that_and_no_number_from_before() {
    scrape();
    failure = new IllegalStateException("made to fail");
    now = now.plus(RecordMetrics.FRESH);
    assertThat(scrape()).containsExactly("journey_record_up 0.0");
    assertThat(scrape()).containsExactly("journey_record_up 0.0");
    assertThat(reads).as("nor is a record that is down asked by every scrape").hasSize(2);

    failure = null;
    now = now.plus(RecordMetrics.FRESH);
    assertThat(scrape()).contains("journey_record_up 1.0", "journey_runs_missing 9.0");
  }

  private RecordReading read(Instant at) {
    reads.add(at);
    if (failure != null) {
      throw failure;
    }
    return READING;
  }

  private List<String> scrape() {
    return registry.scrape().lines().filter(line -> !line.startsWith("#")).toList();
  }

  private static String series(String metric, String label, Enum<?> value) {
    return "journey_" + metric + "{" + label + "=\"" + value.name() + "\"}";
  }

  private static RecordCount count(String name, @Nullable String detail, long rows) {
    return new RecordCount(name, detail, rows);
  }
}
