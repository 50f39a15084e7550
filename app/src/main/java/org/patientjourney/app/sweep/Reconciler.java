package org.patientjourney.app.sweep;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.alarm.AlarmDao;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyDao.ExpectedRun;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.app.relay.RunningJourneys;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.event.RecordRestored;
import org.patientjourney.workflows.order.JourneyId;

/**
 * Compares the journeys that are open in the record with the runs that Temporal has. A journey
 * without a run was terminated, or lost: that raises an alarm, and an operator restarts it. A run
 * that is paused or whose workflow tasks fail raises an alarm too. Each alarm is closed when its
 * cause is gone. Pages of Temporal's list leave few runs to be described one by one.
 *
 * @param settled how long a journey must have been left alone: its run may just be ending
 */
public record Reconciler(Jdbi jdbi, RunningJourneys running, Duration settled, InstantSource clock)
    implements Runnable {
  private static final int BATCH = 1_000;
  private static final String[] OF_RUNS =
      AlarmKind.OF_RUNS.stream().map(AlarmKind::name).toArray(String[]::new);

  @Override
  public void run() {
    Instant middle = jdbi.onDemand(JourneyDao.class).findMiddleOfOpen().orElse(clock.instant());
    Map<String, String> listed = running.listedWithoutProblem(middle);
    String after = "";
    List<ExpectedRun> expected;
    do {
      expected = expectedToRun(after);
      for (ExpectedRun run : expected) {
        compare(run, listed.get(run.journeyId().value()));
      }
      after = expected.isEmpty() ? "" : expected.get(expected.size() - 1).journeyId().value();
    } while (expected.size() == BATCH && !Thread.currentThread().isInterrupted());
    jdbi.onDemand(AlarmDao.class)
        .findJourneysWith(OF_RUNS)
        .forEach(journey -> settle(journey, problem(journey)));
  }

  /**
   * @param listed the stage at which Temporal lists the run; null when it does not
   */
  private void compare(ExpectedRun expected, @Nullable String listed) {
    JourneyId journey = expected.journeyId();
    if (listed == null) {
      AlarmKind problem = problem(journey);
      if (problem != null) {
        settle(journey, problem);
      }
    } else if (!listed.isEmpty() && !listed.equals(expected.stage().name())) {
      // Once a day is enough, should they never agree.
      Instant day = clock.instant().truncatedTo(ChronoUnit.DAYS);
      running.signal(journey, new RecordRestored("compared-" + day));
    }
  }

  private List<ExpectedRun> expectedToRun(String after) {
    Instant before = clock.instant().minus(settled);
    return jdbi.onDemand(JourneyDao.class).findExpectedToRun(after, before, BATCH);
  }

  private @Nullable AlarmKind problem(JourneyId journey) {
    return switch (running.presence(journey)) {
      case RUNNING -> null;
      case PAUSED -> AlarmKind.RUN_PAUSED;
      case STUCK -> AlarmKind.RUN_STUCK;
      case NONE -> AlarmKind.RUN_MISSING;
    };
  }

  /** Under the lock: the run may have closed its journey meanwhile, which then needs no run. */
  private void settle(JourneyId journey, @Nullable AlarmKind problem) {
    jdbi.useTransaction(
        handle -> {
          JourneyRow row =
              handle
                  .attach(JourneyDao.class)
                  .findLocked(journey)
                  .filter(JourneyRow::open)
                  .orElse(null);
          Instant now = clock.instant();
          for (AlarmKind kind : AlarmKind.OF_RUNS) {
            if (row == null || kind != problem) {
              handle.attach(AlarmDao.class).close(journey, kind, now);
            } else {
              String run = row.claimedBy() == null ? "no-run" : "run-" + row.claimedBy();
              AlarmStore.raise(handle, journey, new Alarm(kind, run), now);
            }
          }
        });
  }
}
