package org.patientjourney.workflows.meeting;

import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.fact.Attempt.PreFill;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.journey.Phase;
import org.patientjourney.workflows.policy.Moment;

/** The order's answers are given to the provider before the patient opens the link. */
public record PreFillPhase() implements Phase {
  @Override
  public boolean isOpen(JourneyState state) {
    Attempt latest = state.latestAttempt();
    return state.terms().care().hasAnswers()
        && state.cancellation() == null
        && !state.hasHold(HoldReason.HELD_BY_PERSON)
        && state.decision() == Decision.PENDING
        && latest.status() == InviteStatus.SENT
        && latest.preFill() == null;
  }

  /** After any failure the patient is asked instead. */
  public static Change preFilled(JourneyState state, int attempt, PreFill outcome, Moment moment) {
    return Change.of(state.withAttempt(state.attempt(attempt).preFilled(outcome)))
        .recording(
            JournalKind.PRE_FILLED.at(moment).with("attempt", attempt).with("answers", outcome));
  }
}
