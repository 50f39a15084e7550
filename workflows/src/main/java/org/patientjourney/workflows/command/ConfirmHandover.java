package org.patientjourney.workflows.command;

import java.util.Optional;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.policy.Moment;

/** The clinic, which contacts its patients itself, has given this one the invite's link. */
public record ConfirmHandover(Origin origin) implements JourneyCommand {
  @Override
  public Optional<String> refusal(JourneyState state) {
    return switch (state.facets().handover()) {
      case AWAITING_CLINIC -> Optional.empty();
      case NOT_DUE -> Optional.of("expected a sent invite, found " + state.invite());
      case BY_PROVIDER -> Optional.of("the provider sends this patient the link itself");
      case CONFIRMED -> Optional.of("expected a handover that is awaited, found it confirmed");
    };
  }

  @Override
  public Change apply(JourneyState state, Moment moment) {
    return Change.of(handedOver(state))
        .recording(
            origin.entry(JournalKind.HANDED_OVER, moment).with("attempt", state.lastAttempt()));
  }

  static JourneyState handedOver(JourneyState state) {
    Attempt latest = state.latestAttempt();
    return state
        .withAttempt(latest.handedOver(state.resends().sent(latest.number())))
        .withoutHold(HoldReason.HANDOVER);
  }
}
