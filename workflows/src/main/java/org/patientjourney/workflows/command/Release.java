package org.patientjourney.workflows.command;

import java.util.Optional;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.hold.Hold;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.policy.Moment;

/** Ends a hold whose cause is settled. */
public record Release(Origin origin, HoldReason hold) implements JourneyCommand {
  @Override
  public Optional<String> refusal(JourneyState state) {
    if (!state.hasHold(hold)) {
      return Optional.of(
          "expected a hold "
              + hold
              + ", found "
              + state.holds().stream().map(Hold::reason).toList());
    }
    return switch (hold.release()) {
      case REFUSED ->
          Optional.of("a release does not answer the hold " + hold + ": " + hold.advice());
      case SENDS_INVITE -> unlessRefusedLeader(state);
      case CLEARS -> unlessUndecided(state);
    };
  }

  @Override
  public Change apply(JourneyState state, Moment moment) {
    JourneyState released =
        hold == HoldReason.HANDOVER ? ConfirmHandover.handedOver(state) : state.withoutHold(hold);
    if (hold.sendsInvite()) {
      released = released.withAttempt(released.latestAttempt().repeat());
    }
    return Change.of(released)
        .recording(origin.entry(JournalKind.HOLD_RELEASED, moment).with("hold", hold));
  }

  private static Optional<String> unlessRefusedLeader(JourneyState state) {
    if (state.invite() != InviteStatus.REFUSED) {
      return Optional.of("expected a refused invite, found " + state.invite());
    }
    return state.terms().isLeader()
        ? Optional.empty()
        : Optional.of(
            "the invite is sent by "
                + state.terms().meetingId().leader()
                + ": release that one, or re-invite this one alone");
  }

  private Optional<String> unlessUndecided(JourneyState state) {
    return hold == HoldReason.UNKNOWN_STATUS && state.decision() == Decision.NEEDS_REVIEW
        ? Optional.of(
            "no decision is known yet: wait for the provider's next event, record-decision, or"
                + " close")
        : Optional.empty();
  }
}
