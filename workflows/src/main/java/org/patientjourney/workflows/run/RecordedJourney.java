package org.patientjourney.workflows.run;

import io.temporal.workflow.Workflow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.journey.Rules;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;
import org.patientjourney.workflows.run.JourneyActivities.JourneyClaim;
import org.patientjourney.workflows.run.JourneyActivities.JourneyRecord;

/** The journey as PostgreSQL keeps it: claimed by a run, and changed by what the run records. */
final class RecordedJourney {
  private final JourneyId journey;
  private final Rules rules;
  private final DatabaseActivities<JourneyActivities> activities =
      new DatabaseActivities<>(JourneyActivities.class);
  private final TemporalUi temporalUi = new TemporalUi();
  private @Nullable JourneyClaim claim;
  private @Nullable JourneyState state;

  RecordedJourney(JourneyId journey, Rules rules) {
    this.journey = journey;
    this.rules = rules;
  }

  boolean isClaimed() {
    return state != null;
  }

  JourneyState state() {
    if (state == null) {
      throw new IllegalStateException("journey " + journey + " is starting: try again");
    }
    return state;
  }

  Moment moment() {
    return new Moment(Instant.ofEpochMilli(Workflow.currentTimeMillis()), policy());
  }

  private JourneyPolicy policy() {
    return claimed().policy();
  }

  private JourneyClaim claimed() {
    if (claim == null) {
      throw new IllegalStateException("journey " + journey + " is not claimed yet");
    }
    return claim;
  }

  void claim() {
    String runId = Workflow.getInfo().getRunId();
    JourneyClaim claiming = activities.call(record -> record.claim(journey, runId));
    if (claiming.ended()) {
      throw new RunEnded("journey " + journey + " was reopened for another run");
    }
    claim = claiming;
    // A run that claims has no call that waits.
    state = claiming.state().isPaused() ? claiming.state().withPause(null) : claiming.state();
    if (state().isClosed()) {
      Workflow.await(Workflow::isEveryHandlerFinished);
      throw new RunEnded("journey " + journey + " is closed");
    }
    show();
  }

  /** Returns false when a stored delivery keeps the journey from being closed. */
  boolean store(Change change, @Nullable InviteAnswer toOthers) {
    JourneyState next = change.state().withRevision(state().revision() + 1);
    String claimedBy = claimed().runId();
    JourneyRecord revision =
        new JourneyRecord(
            claimedBy,
            !claimedBy.equals(Workflow.getInfo().getRunId()),
            next,
            change.entries(),
            change.alarms(),
            change.deliveries(),
            rules.deadline(next, policy()),
            toOthers);
    return switch (activities.call(record -> record.record(revision))) {
      case RECORDED -> {
        state = next;
        show();
        yield true;
      }
      case DELIVERY_UNAPPLIED -> false;
      case OUT_OF_STEP ->
          throw new OutOfStep("revision " + next.revision() + " of " + journey + " is recorded");
      case SUPERSEDED -> throw new RunEnded("another run has claimed " + journey);
    };
  }

  private void show() {
    temporalUi.show(state(), rules.standing(state()), rules.deadline(state(), policy()));
  }

  /** The record differs from the run's state: the run continues from a new claim. */
  static final class OutOfStep extends RuntimeException {
    OutOfStep(String message) {
      super(message);
    }
  }

  /** This run has no more to do for its journey: it is closed, or another run owns it. */
  static final class RunEnded extends RuntimeException {
    RunEnded(String reason) {
      super(reason);
    }
  }
}
