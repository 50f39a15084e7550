package org.patientjourney.app.sweep;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.alarm.AlarmDao;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.app.relay.RunningJourneys;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
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
    Set<String> listed = running.listedWithoutProblem();
    String after = "";
    List<JourneyId> expected;
    do {
      expected = expectedToRun(after);
      for (JourneyId journey : expected) {
        AlarmKind problem = listed.contains(journey.value()) ? null : problem(journey);
        if (problem != null) {
          settle(journey, problem);
        }
      }
      after = expected.isEmpty() ? "" : expected.get(expected.size() - 1).value();
    } while (expected.size() == BATCH && !Thread.currentThread().isInterrupted());
    jdbi.withExtension(AlarmDao.class, dao -> dao.findJourneysWith(OF_RUNS))
        .forEach(journey -> settle(journey, problem(journey)));
  }

  private List<JourneyId> expectedToRun(String after) {
    Instant before = clock.instant().minus(settled);
    return jdbi.withExtension(JourneyDao.class, dao -> dao.findExpectedToRun(after, before, BATCH));
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
