package org.patientjourney.activities.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.metrics.RecordReading.RecordCount;
import org.patientjourney.activities.record.ObligationDao;

/**
 * The record counted at one instant. Counts alone: nothing in it belongs to a person or an order.
 *
 * @param oldestUnapplied how long the oldest unapplied delivery waits; zero when none does
 * @param oldestStart the longest wait of a journey for its run to start
 * @param pauses that are not released
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
    long missingRuns,
    long pauses) {
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
              counts.missingRuns(),
              counts.pauses());
        });
  }

  /** Clocks of two machines differ: what was received a moment ahead is new. */
  private static Duration age(Instant since, Instant now) {
    return since.isAfter(now) ? Duration.ZERO : Duration.between(since, now);
  }

  /**
   * How many rows have a name.
   *
   * @param name a constant that the record stores
   * @param detail a second one, where rows have two
   */
  public record RecordCount(String name, @Nullable String detail, long rows) {}

  /**
   * Counts what the record holds. What grows for ever is counted from an index alone; all else
   * looks at open rows only. Names are texts: a newer instance may write some that this one lacks.
   */
  interface RecordCountDao {
    @SqlQuery("select state as name, count(*) as rows from webhook_delivery group by state")
    List<RecordCount> deliveries();

    @SqlQuery(
        """
        select min(received_at) from webhook_delivery
        where state in ('RECEIVED', 'SIGNALLED') and next_attempt_at is not null
        """)
    Optional<Instant> oldestUnapplied();

    /** A start row is done once a run has claimed its journey. */
    @SqlQuery("select min(created_at) from outbox where kind = 'START' and done_at is null")
    Optional<Instant> oldestStart();

    /** One invite may be of several journeys: those of a meeting. */
    @SqlQuery("select count(distinct meeting_id) from journey where open and invite = 'UNKNOWN'")
    long unknownInvites();

    @SqlQuery(
        """
        select kind as name, status as detail, count(*) as rows from obligation
        group by kind, status
        """)
    List<RecordCount> obligations();

    /**
     * Compares due times with the clock, as obligations stay unmarked when the sweep does not run.
     */
    @SqlQuery(
        """
        select kind as name, count(*) as rows from obligation
        where status in ('OPEN', 'OVERDUE') and overdue_at <= :now and not
        """
            + ObligationDao.WAITS_FOR_RELEASE
            + """
        group by kind
        """)
    List<RecordCount> overdueObligations(Instant now);

    @SqlQuery(
        """
        select hold as name, count(*) as rows from journey, unnest(holds) hold where open
        group by hold
        """)
    List<RecordCount> holds();

    @SqlQuery(
        """
        select cause as name, status as detail, count(*) as rows from incident
        where status <> 'RESOLVED' group by cause, status
        """)
    List<RecordCount> incidents();

    @SqlQuery(
        """
        select kind as name, count(*) as rows from alarm where acknowledged_at is null
        group by kind
        """)
    List<RecordCount> alarms();

    @SqlQuery("select stage as name, count(*) as rows from journey where open group by stage")
    List<RecordCount> openJourneys();

    @SqlQuery("select count(*) from pause where released_at is null")
    long pauses();

    /** As the reconciler found them; one that was closed since needs no run. */
    @SqlQuery(
        """
        select count(*) from alarm join journey on journey.journey_id = alarm.journey_id
        where alarm.kind = 'RUN_MISSING' and alarm.acknowledged_at is null and journey.open
        """)
    long missingRuns();
  }
}
