package org.patientjourney.app.metrics;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.patientjourney.activities.incident.IncidentStatus;
import org.patientjourney.activities.metrics.RecordCount;
import org.patientjourney.activities.metrics.RecordReading;
import org.patientjourney.activities.record.ObligationStatus;
import org.patientjourney.activities.webhook.DeliveryState;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.effect.Obligation;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.Stage;

/**
 * A reading of the record as gauges. Every constant that could be counted has its series, at zero
 * when there is nothing: a query cannot distinguish a missing series from a misspelled name.
 */
final class RecordGauges {
  private RecordGauges() {}

  static MetricSnapshots unreadable() {
    return MetricSnapshots.of(up(0));
  }

  static MetricSnapshots of(RecordReading reading) {
    return MetricSnapshots.of(
        up(1),
        counts(
            "journey_webhook_deliveries",
            "Webhook deliveries by state",
            List.of("state"),
            each(DeliveryState.values()),
            reading.deliveries()),
        gauge(
            "journey_webhook_oldest_unapplied_seconds",
            "Age of the oldest delivery that its journey has not applied; 0 when there is none",
            reading.oldestUnapplied().toMillis() / 1000.0),
        gauge(
            "journey_oldest_start_seconds",
            "Age of the oldest start that no run has taken up; 0 when there is none",
            reading.oldestStart().toMillis() / 1000.0),
        gauge(
            "journey_quarantined_deliveries",
            "Deliveries with an unknown token that are not assigned",
            (double) reading.quarantined()),
        gauge(
            "journey_unknown_invites",
            "Invites of open journeys whose outcome at the provider is unknown",
            (double) reading.unknownInvites()),
        counts(
            "journey_obligations",
            "Obligations",
            List.of("kind", "status"),
            pairs(each(Obligation.Kind.values()), ObligationStatus.values()),
            reading.obligations()),
        counts(
            "journey_obligations_overdue",
            "Open obligations whose due time and grace have passed",
            List.of("kind"),
            each(Obligation.Kind.values()),
            reading.overdueObligations()),
        counts(
            "journey_holds",
            "Holds of open journeys",
            List.of("reason"),
            each(HoldReason.values()),
            reading.holds()),
        counts(
            "journey_incidents",
            "Unresolved incidents",
            List.of("cause", "status"),
            pairs(causes(), unresolved()),
            reading.incidents()),
        counts(
            "journey_alarms",
            "Unacknowledged alarms",
            List.of("kind"),
            each(AlarmKind.values()),
            reading.alarms()),
        counts(
            "journey_open_journeys",
            "Open journeys by stage",
            List.of("stage"),
            each(Stage.values()),
            reading.openJourneys()),
        gauge(
            "journey_runs_missing",
            "Open journeys that were found without a run, until their alarm is acknowledged",
            (double) reading.missingRuns()));
  }

  private static GaugeSnapshot up(double value) {
    return gauge("journey_record_up", "Whether the record could be read for this scrape", value);
  }

  private static GaugeSnapshot gauge(String name, String help, double value) {
    return GaugeSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(point(Labels.EMPTY, value))
        .build();
  }

  private static GaugeSnapshot counts(
      String name,
      String help,
      List<String> labels,
      Stream<RecordCount> zeros,
      List<RecordCount> counted) {
    Map<Labels, Long> series = new LinkedHashMap<>();
    Stream.concat(zeros, counted.stream())
        .forEach(count -> series.put(labels(labels, count), count.rows()));
    GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
    series.forEach((of, rows) -> gauge.dataPoint(point(of, rows)));
    return gauge.build();
  }

  private static Labels labels(List<String> names, RecordCount count) {
    return count.detail() == null
        ? Labels.of(names.get(0), count.name())
        : Labels.of(names.get(0), count.name(), names.get(1), count.detail());
  }

  private static GaugeDataPointSnapshot point(Labels labels, double value) {
    return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
  }

  private static Stream<RecordCount> each(Enum<?>... constants) {
    return Arrays.stream(constants).map(constant -> new RecordCount(constant.name(), null, 0));
  }

  private static Stream<RecordCount> pairs(Stream<RecordCount> names, Enum<?>... details) {
    return names.flatMap(
        name ->
            Arrays.stream(details).map(detail -> new RecordCount(name.name(), detail.name(), 0)));
  }

  private static Stream<RecordCount> causes() {
    return each(
        Arrays.stream(HoldReason.values())
            .filter(HoldReason::isCauseOfIncidents)
            .toArray(HoldReason[]::new));
  }

  private static IncidentStatus[] unresolved() {
    return Arrays.stream(IncidentStatus.values())
        .filter(status -> status != IncidentStatus.RESOLVED)
        .toArray(IncidentStatus[]::new);
  }
}
