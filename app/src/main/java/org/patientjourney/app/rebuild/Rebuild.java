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
import org.patientjourney.workflows.journey.Restore;
import org.patientjourney.workflows.order.JourneyId;

/**
 * Stores a start row for each open journey that has no run. The relay starts the runs; each claims
 * its journey, and waits for what the record says it waits for. Repeating it changes nothing. PDF
 * copies need no run.
 *
 * @param hasRun whether Temporal has a run of the journey
 * @param recordAgain has the journey's run record what it knows, before anything else
 * @param out takes a line for each open journey
 */
public record Rebuild(
    Jdbi jdbi,
    JourneyStore journeys,
    Predicate<JourneyId> hasRun,
    Consumer<JourneyId> recordAgain,
    InstantSource clock,
    Consumer<String> out) {
  private static final int BATCH = 1_000;

  /** How many open journeys have a run, have none, or are held. */
  public record Counts(int running, int missing, int held) {
    private Counts and(Counts more) {
      return new Counts(running + more.running, missing + more.missing, held + more.held);
    }
  }

  /** Whether anything is changed. */
  public enum Mode {
    DRY_RUN,
    FOR_REAL
  }

  /** What is done about the open journeys. */
  public enum Work {
    /** What has no run gets one. */
    START,
    /** The same, once each journey that may have lost its invite is held. */
    HOLD_AND_START,
    /** The runs that there are record what they know; none is started. */
    RECORD_AGAIN
  }

  /** Looks at every open journey. */
  public Counts run(Work work, Mode mode) {
    Counts counts = new Counts(0, 0, 0);
    String after = "";
    List<JourneyRow> open;
    do {
      open = open(after);
      counts = counts.and(handle(open, work, mode == Mode.FOR_REAL));
      after = open.isEmpty() ? "" : open.get(open.size() - 1).journeyId().value();
    } while (open.size() == BATCH);
    if (mode == Mode.FOR_REAL && work != Work.RECORD_AGAIN) {
      jdbi.onDemand(OutboxDao.class).repeatStarts(clock.instant());
    }
    return counts;
  }

  private List<JourneyRow> open(String after) {
    JourneyQuery all =
        new JourneyQuery(null, null, null, null, null, true, null, null, null, null, after, BATCH);
    return jdbi.onDemand(JourneyDao.class).findPage(all);
  }

  private Counts handle(List<JourneyRow> open, Work work, boolean isReal) {
    Instant now = clock.instant();
    Origin origin =
        new Origin(
            "rebuild-" + now,
            "rebuild",
            "the record was restored: look for the invite in the portal, then release or close");
    List<String> missing = new ArrayList<>();
    int held = 0;
    for (JourneyRow journey : open) {
      boolean hold = work == Work.HOLD_AND_START && Restore.mayHaveLostInvite(journey.state(), now);
      if (hold && isReal) {
        journeys.holdUninvited(journey.journeyId(), origin);
      }
      held += hold ? 1 : 0;
      boolean isMissing = !hasRun.test(journey.journeyId());
      if (isMissing) {
        missing.add(journey.journeyId().value());
      } else if (work == Work.RECORD_AGAIN && isReal) {
        recordAgain.accept(journey.journeyId());
      }
      out.accept(line(journey, what(isMissing, work), hold));
    }
    if (isReal && work != Work.RECORD_AGAIN) {
      jdbi.onDemand(OutboxDao.class).startJourneys(missing.toArray(String[]::new), now);
    }
    return new Counts(open.size() - missing.size(), missing.size(), held);
  }

  private static String what(boolean isMissing, Work work) {
    return switch (work) {
      case START, HOLD_AND_START -> isMissing ? "no run, start" : "has a run, leave";
      case RECORD_AGAIN -> isMissing ? "no run, leave" : "has a run, records again";
    };
  }

  private static String line(JourneyRow journey, String what, boolean hold) {
    return "%s: %s%s: stage %s, next due %s"
        .formatted(
            journey.journeyId(),
            what,
            hold ? ", hold" : "",
            journey.stage(),
            journey.nextDueAt() == null ? "never" : journey.nextDueAt());
  }
}
