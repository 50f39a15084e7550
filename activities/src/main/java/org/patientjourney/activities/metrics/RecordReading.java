package org.patientjourney.activities.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * The record counted at one instant. Counts alone: nothing in it belongs to a person or an order.
 *
 * @param oldestUnapplied how long the oldest unapplied delivery waits; zero when none does
 * @param oldestStart the longest wait of a journey for its run to start
 * @param alarms that are not acknowledged
 */
public record RecordReading(
    List<RecordCount> deliveries,
    Duration oldestUnapplied,
    Duration oldestStart,
    long unknownInvites,
    List<RecordCount> obligations,
    List<RecordCount> overdueObligations,
    List<RecordCount> holds,
    List<RecordCount> incidents,
    List<RecordCount> alarms,
    List<RecordCount> openJourneys,
    long missingRuns) {
  /** Shorter than a scrape waits: 10 s (Prometheus manual, scrape_timeout). */
  private static final int PATIENCE_SECONDS = 5;

  /** All of one snapshot, so that its numbers fit each other. */
  public static RecordReading of(Jdbi jdbi, Instant now) {
    return jdbi.inTransaction(
        TransactionIsolationLevel.REPEATABLE_READ,
        handle -> {
          handle.getConfig(SqlStatements.class).setQueryTimeout(PATIENCE_SECONDS);
          RecordCountDao counts = handle.attach(RecordCountDao.class);
          return new RecordReading(
              counts.deliveries(),
              counts.oldestUnapplied().map(since -> age(since, now)).orElse(Duration.ZERO),
              counts.oldestStart().map(since -> age(since, now)).orElse(Duration.ZERO),
              counts.unknownInvites(),
              counts.obligations(),
              counts.overdueObligations(now),
              counts.holds(),
              counts.incidents(),
              counts.alarms(),
              counts.openJourneys(),
              counts.missingRuns());
        });
  }

  /** Clocks of two machines differ: what was received a moment ahead is new. */
  private static Duration age(Instant since, Instant now) {
    return since.isAfter(now) ? Duration.ZERO : Duration.between(since, now);
  }
}
