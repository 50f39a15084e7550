package org.patientjourney.app.metrics;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.util.Duration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The few metrics of Temporal's SDK that say whether workers keep up. All others, and labels that
 * would multiply them, are dropped: together they are some thousand series.
 */
public final class TemporalMetrics extends MicrometerClientStatsReporter {
  /** Between two looks of the SDK at its counters and gauges. */
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private static final Set<String> OF_WORKER = Set.of("task_queue", "worker_type");
  private static final Set<String> OF_CALL = Set.of("operation", "status_code");

  /** Labels by metric. */
  private static final Map<String, Set<String>> KEPT =
      Map.of(
          "temporal_sticky_cache_size",
          Set.of(),
          "temporal_worker_task_slots_available",
          OF_WORKER,
          "temporal_worker_task_slots_used",
          OF_WORKER,
          "temporal_workflow_task_schedule_to_start_latency",
          Set.of("task_queue"),
          "temporal_activity_schedule_to_start_latency",
          Set.of("task_queue"),
          "temporal_workflow_task_execution_failed",
          Set.of("task_queue"),
          "temporal_request_failure",
          OF_CALL,
          "temporal_long_request_failure",
          OF_CALL);

  private static final java.time.Duration[] BUCKETS = {
    java.time.Duration.ofMillis(10),
    java.time.Duration.ofMillis(50),
    java.time.Duration.ofMillis(200),
    java.time.Duration.ofSeconds(1),
    java.time.Duration.ofSeconds(5),
    java.time.Duration.ofSeconds(30)
  };

  private final MeterRegistry registry;

  private TemporalMetrics(MeterRegistry registry) {
    super(registry);
    this.registry = registry;
  }

  /** For the options of a client; its thread ends when it is closed. */
  public static Scope into(MeterRegistry registry) {
    return new RootScopeBuilder().reporter(new TemporalMetrics(registry)).reportEvery(INTERVAL);
  }

  @Override
  public void reportCounter(String name, Map<String, String> tags, long value) {
    if (KEPT.containsKey(name)) {
      super.reportCounter(name, kept(name, tags), value);
    }
  }

  @Override
  public void reportGauge(String name, Map<String, String> tags, double value) {
    if (KEPT.containsKey(name)) {
      super.reportGauge(name, kept(name, tags), value);
    }
  }

  @Override
  public void reportTimer(String name, Map<String, String> tags, Duration interval) {
    if (KEPT.containsKey(name)) {
      Timer.Builder timer = Timer.builder(name).serviceLevelObjectives(BUCKETS);
      kept(name, tags).forEach(timer::tag);
      timer.register(registry).record(interval.getNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** The registry is not ours to close. */
  @Override
  public void close() {}

  private static Map<String, String> kept(String name, Map<String, String> tags) {
    Map<String, String> kept = new TreeMap<>(tags);
    kept.keySet().retainAll(KEPT.getOrDefault(name, Set.of()));
    return kept;
  }
}
