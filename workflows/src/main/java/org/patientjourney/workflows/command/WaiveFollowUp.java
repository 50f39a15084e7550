package org.patientjourney.workflows.command;

import java.util.Optional;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.followup.FollowUp;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.policy.Moment;

/**
 * A person with the right to do so says that a follow-up need not be sent.
 *
 * @param waivedBy the profession or office in which it was decided, such as medical-director
 */
public record WaiveFollowUp(Origin origin, String waivedBy) implements JourneyCommand {
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
        Closure.Outcome.WAIVED,
        origin.entry(JournalKind.FOLLOW_UP_WAIVED, moment).with("waivedBy", waivedBy),
        moment);
  }
}
