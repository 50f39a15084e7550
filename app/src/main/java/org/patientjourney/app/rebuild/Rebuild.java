package org.patientjourney.app.rebuild;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.journey.JourneyStore;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyDao.JourneyQuery;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.activities.record.OutboxDao;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.order.JourneyId;

/**
 * Stores a start row for each open journey that has no run. The relay starts the runs; each claims
 * its journey, and waits for what the record says it waits for. Repeating it changes nothing. PDF
 * copies need no run.
 *
 * @param hasRun whether Temporal has a run of the journey
 * @param out takes a line for each open journey
 */
public record Rebuild(
    Jdbi jdbi,
    JourneyStore journeys,
    Predicate<JourneyId> hasRun,
    InstantSource clock,
    Consumer<String> out) {
  private static final int BATCH = 1_000;

  /** How many open journeys have a run, have none, or are held. */
  public record Counts(int running, int missing, int held) {
    private Counts and(Counts more) {
      return new Counts(running + more.running, missing + more.missing, held + more.held);
    }
  }

  /** What is done. */
  public enum Mode {
    DRY_RUN,
    FOR_REAL
  }

  /**
   * Looks at every open journey.
   *
   * @param holdUninvited hold each journey that may have lost its invite, before anything starts
   */
  public Counts run(Mode mode, boolean holdUninvited) {
    Counts counts = new Counts(0, 0, 0);
    String after = "";
    List<JourneyRow> open;
    do {
      open = open(after);
      counts = counts.and(handle(open, mode, holdUninvited));
      after = open.isEmpty() ? "" : open.get(open.size() - 1).journeyId().value();
    } while (open.size() == BATCH);
    if (mode == Mode.FOR_REAL) {
      jdbi.useExtension(OutboxDao.class, outbox -> outbox.repeatStarts(clock.instant()));
    }
    return counts;
  }

  private List<JourneyRow> open(String after) {
    JourneyQuery all =
        new JourneyQuery(null, null, null, null, null, true, null, null, null, null, after, BATCH);
    return jdbi.withExtension(JourneyDao.class, dao -> dao.findPage(all));
  }

  private Counts handle(List<JourneyRow> open, Mode mode, boolean holdUninvited) {
    Instant now = clock.instant();
    Origin origin =
        new Origin(
            "rebuild-" + now,
            "rebuild",
            "the record was restored: look for the invite in the portal, then release or close");
    List<String> missing = new ArrayList<>();
    int held = 0;
    for (JourneyRow journey : open) {
      boolean hold = holdUninvited && JourneyStore.mayHaveLostInvite(journey, now);
      if (hold && mode == Mode.FOR_REAL) {
        journeys.holdUninvited(journey.journeyId(), origin);
      }
      held += hold ? 1 : 0;
      boolean isMissing = !hasRun.test(journey.journeyId());
      if (isMissing) {
        missing.add(journey.journeyId().value());
      }
      out.accept(line(journey, isMissing, hold));
    }
    if (mode == Mode.FOR_REAL) {
      jdbi.useExtension(
          OutboxDao.class, outbox -> outbox.startJourneys(missing.toArray(String[]::new), now));
    }
    return new Counts(open.size() - missing.size(), missing.size(), held);
  }

  private static String line(JourneyRow journey, boolean isMissing, boolean hold) {
    return "%s: %s%s: stage %s, next due %s"
        .formatted(
            journey.journeyId(),
            isMissing ? "no run, start" : "has a run, leave",
            hold ? ", hold" : "",
            journey.stage(),
            journey.nextDueAt() == null ? "never" : journey.nextDueAt());
  }
}
