package org.patientjourney.app.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.metrics.RecordReading;
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
      return RecordGauges.of(record.apply(now));
    } catch (RuntimeException failure) {
      LOG.warn("the record cannot be counted: {}", failure.getClass().getName());
      return RecordGauges.unreadable();
    }
  }
}
