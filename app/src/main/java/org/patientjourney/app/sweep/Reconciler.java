package org.patientjourney.app.sweep;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.alarm.AlarmDao;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.activities.record.LockedJourney;
import org.patientjourney.app.relay.RunningJourneys;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.order.JourneyId;

/**
 * Compares the journeys that are open in the record with the runs that Temporal has. A journey
 * without a run was terminated, or lost: that raises an alarm, and an operator restarts it. A
 * paused run raises an alarm too. Each alarm is closed when its cause is gone.
 */
public final class Reconciler implements Runnable {
  private static final int BATCH = 200;

  private final Jdbi jdbi;
  private final RunningJourneys running;
  private final Duration settled;
  private final InstantSource clock;

  /**
   * @param settled how long a journey must have been left alone: its run may just be ending
   */
  public Reconciler(Jdbi jdbi, RunningJourneys running, Duration settled, InstantSource clock) {
    this.jdbi = jdbi;
    this.running = running;
    this.settled = settled;
    this.clock = clock;
  }

  @Override
  public void run() {
    String after = "";
    List<JourneyId> expected;
    do {
      expected = expectedToRun(after);
      expected.forEach(this::compare);
      after = expected.isEmpty() ? "" : expected.get(expected.size() - 1).value();
    } while (expected.size() == BATCH && !Thread.currentThread().isInterrupted());
    jdbi.withExtension(AlarmDao.class, AlarmDao::findWithoutRun).forEach(this::closeAlarms);
  }

  private void compare(JourneyId journey) {
    problem(running.presence(journey)).ifPresent(kind -> raise(journey, kind));
  }

  private static Optional<AlarmKind> problem(RunningJourneys.Presence presence) {
    return switch (presence) {
      case RUNNING -> Optional.empty();
      case PAUSED -> Optional.of(AlarmKind.RUN_PAUSED);
      case NONE -> Optional.of(AlarmKind.RUN_MISSING);
    };
  }

  /** A closed journey needs no run. */
  private void closeAlarms(JourneyId journey) {
    Optional<AlarmKind> problem = problem(running.presence(journey));
    jdbi.useTransaction(
        handle -> {
          boolean isOpen =
              handle
                  .attach(JourneyDao.class)
                  .findLocked(journey)
                  .map(LockedJourney::row)
                  .filter(JourneyRow::open)
                  .isPresent();
          Stream.of(AlarmKind.RUN_MISSING, AlarmKind.RUN_PAUSED)
              .filter(kind -> !isOpen || !problem.equals(Optional.of(kind)))
              .forEach(kind -> handle.attach(AlarmDao.class).close(journey, kind, clock.instant()));
        });
  }

  private List<JourneyId> expectedToRun(String after) {
    Instant before = clock.instant().minus(settled);
    return jdbi.withExtension(JourneyDao.class, dao -> dao.findExpectedToRun(after, before, BATCH));
  }

  /** Looks again under the lock: the run may have closed its journey meanwhile. */
  private void raise(JourneyId journey, AlarmKind kind) {
    jdbi.useTransaction(
        handle ->
            handle
                .attach(JourneyDao.class)
                .findLocked(journey)
                .map(LockedJourney::row)
                .filter(JourneyRow::open)
                .ifPresent(
                    row -> {
                      Alarm alarm =
                          new Alarm(
                              kind, row.claimedBy() == null ? "no-run" : "run-" + row.claimedBy());
                      AlarmStore.raise(handle, journey, alarm, clock.instant());
                    }));
  }
}
