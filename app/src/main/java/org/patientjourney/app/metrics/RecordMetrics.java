package org.patientjourney.app.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.incident.IncidentRow.IncidentStatus;
import org.patientjourney.activities.metrics.RecordReading;
import org.patientjourney.activities.metrics.RecordReading.RecordCount;
import org.patientjourney.activities.record.ObligationRow.ObligationStatus;
import org.patientjourney.activities.webhook.WebhookDelivery.DeliveryState;
import org.patientjourney.app.logging.FailureCauses;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.effect.Obligation;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Metrics of the record, read at a scrape or a moment before. When it cannot be read, one metric
 * says so and no old number is shown.
 */
public final class RecordMetrics implements MultiCollector {
  private static final Logger LOG = LoggerFactory.getLogger(RecordMetrics.class);

  /** Many scrapes cost the record no more than one per interval. */
  static final Duration FRESH = Duration.ofSeconds(5);

  /** A reading and its time. */
  private record Look(Instant at, MetricSnapshots shown) {
    boolean isFresh(Instant now) {
      return !now.isBefore(at) && now.isBefore(at.plus(FRESH));
    }
  }

  private final Function<Instant, RecordReading> record;
  private final InstantSource clock;
  private @Nullable Look latest;

  /**
   * Reads nothing before the first scrape.
   *
   * @param record reads it; ages are counted from the instant
   */
  public RecordMetrics(Function<Instant, RecordReading> record, InstantSource clock) {
    this.record = record;
    this.clock = clock;
  }

  @Override
  public synchronized MetricSnapshots collect() {
    Instant now = clock.instant();
    Look look = latest;
    if (look == null || !look.isFresh(now)) {
      look = new Look(now, read(now));
      latest = look;
    }
    return look.shown();
  }

  private MetricSnapshots read(Instant now) {
    try {
      return gauges(record.apply(now));
    } catch (RuntimeException failure) {
      LOG.warn("the record cannot be counted: {}", FailureCauses.of(failure));
      return unreadable();
    }
  }

  static MetricSnapshots unreadable() {
    return MetricSnapshots.of(up(0));
  }

  static MetricSnapshots gauges(RecordReading reading) {
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
            (double) reading.missingRuns()),
        gauge(
            "journey_pauses",
            "Pauses of the calls to the provider, of a clinic or of all, that are not released",
            (double) reading.pauses()));
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
