package org.patientjourney.workflows.command;

import java.util.Optional;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.followup.FollowUp;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.policy.Moment;

/** The engine's own: the visit turned out to be rejected, so nothing is followed up. */
public record NothingPrescribed(Origin origin) implements JourneyCommand {
  @Override
  public Optional<String> refusal(JourneyState state) {
    return state.isOwedFollowUp()
        ? Optional.empty()
        : Optional.of("expected a follow-up that is still owed, found none");
  }

  @Override
  public Change apply(JourneyState state, Moment moment) {
    return FollowUp.ended(
        state,
        Closure.Outcome.NOT_NEEDED,
        origin.entry(JournalKind.NOTHING_PRESCRIBED, moment),
        moment);
  }
}
