package org.patientjourney.activities.journey;

import org.patientjourney.activities.TestEngine;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.Fact;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.run.JourneyActivities.JourneyClaim;
import org.patientjourney.workflows.run.JourneyActivities.JourneyRecord;

/** What the journey's loop would record. */
public final class TestRecords {
  private TestRecords() {}

  /** The revision after the claimed one. */
  public static JourneyRecord of(JourneyClaim claim, Change change) {
    return next(claim.runId(), claim.state().revision(), change);
  }

  /** The revision after a recorded one, by the same run. */
  public static JourneyRecord after(JourneyRecord recorded, Change change) {
    return next(recorded.claimedBy(), recorded.state().revision(), change);
  }

  /** A run that claims the journey and records what the facts mean to it, in one revision. */
  public static JourneyRecord merge(TestEngine engine, JourneyId journey, Fact... facts) {
    JourneyRecord revision = merged(engine, journey, facts);
    engine.journeys().record(revision);
    return revision;
  }

  /** The same, not recorded yet. */
  public static JourneyRecord merged(TestEngine engine, JourneyId journey, Fact... facts) {
    JourneyClaim claim = engine.claim(journey);
    Change change = Change.of(claim.state());
    for (Fact fact : facts) {
      change = change.then(state -> Phases.RULES.merge(state, fact, engine.moment()));
    }
    return of(claim, change);
  }

  /** A sender's run that records an answer of which it alone knows. */
  public static void answerOthers(TestEngine engine, JourneyId sender, InviteAnswer answer) {
    JourneyClaim claim = engine.claim(sender);
    JourneyRecord revision = of(claim, Phases.RULES.merge(claim.state(), answer, engine.moment()));
    engine
        .journeys()
        .record(
            new JourneyRecord(
                revision.claimedBy(),
                false,
                revision.state(),
                revision.entries(),
                revision.alarms(),
                revision.deliveries(),
                revision.nextDueAt(),
                answer));
  }

  /** A run that claims the journey and closes it. */
  public static void close(TestEngine engine, JourneyId journey) {
    JourneyClaim claim = engine.claim(journey);
    Change closing = claim.state().close(Closure.Outcome.CLOSED_BY_PERSON, engine.moment());
    engine.journeys().record(of(claim, closing));
  }

  private static JourneyRecord next(String claimedBy, long revision, Change change) {
    return new JourneyRecord(
        claimedBy,
        false,
        change.state().withRevision(revision + 1),
        change.entries(),
        change.alarms(),
        change.deliveries(),
        Phases.RULES.deadline(change.state(), TestEngine.POLICY),
        null);
  }
}
