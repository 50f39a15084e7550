package org.patientjourney.workflows.command;

import java.util.Optional;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.followup.FollowUp;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.policy.Moment;

/** Ends the journey without a decision. The invite, if any, stays open at the provider. */
public record Close(Origin origin) implements JourneyCommand {
  @Override
  public Optional<String> refusal(JourneyState state) {
    return state.invite() == InviteStatus.UNKNOWN
        ? Optional.of("the invite is UNKNOWN: resolve it first")
        : FollowUp.refusalToEnd(state);
  }

  @Override
  public Change apply(JourneyState state, Moment moment) {
    Change closed = state.close(Closure.Outcome.CLOSED_BY_PERSON, moment);
    return new Change(
        closed.state(),
        closed.entries().stream()
            .map(entry -> entry.with("command", origin.id()).by(origin.actor(), origin.reason()))
            .toList(),
        closed.alarms(),
        closed.deliveries());
  }
}
