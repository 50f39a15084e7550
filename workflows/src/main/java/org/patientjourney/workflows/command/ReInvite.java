package org.patientjourney.workflows.command;

import java.util.Optional;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.policy.Moment;

/**
 * A new attempt in place of one that leads nowhere: missed, not applicable, expired, or refused
 * while the leader of the meeting is gone. A member leaves its meeting and leads one of its own.
 */
public record ReInvite(Origin origin) implements JourneyCommand {
  @Override
  public Optional<String> refusal(JourneyState state) {
    if (state.isCancelRequested()) {
      return Optional.of("the journey is being cancelled: order the exam again instead");
    }
    return switch (state.facets().invite()) {
      case SENT -> unlessSpent(state);
      case NOT_SENT, REFUSED ->
          state.terms().isLeader()
              ? Optional.of(
                  "expected a sent invite, found "
                      + state.facets().invite()
                      + ": a refused one is sent again by releasing its hold")
              : Optional.empty();
      case NOT_DUE, SENDING, UNKNOWN, CANCELLED, REPLACED ->
          Optional.of("expected a sent invite, found " + state.facets().invite());
    };
  }

  @Override
  public Change apply(JourneyState state, Moment moment) {
    int spent = state.lastAttempt();
    JourneyState again = withoutPending(state).withoutHolds(ReInvite::isAnswered).leadingItself();
    return Change.of(again.withFacets(again.facets().beforeInvite()))
        .then(next -> next.settle(moment))
        .recording(origin.entry(JournalKind.REINVITED_BY_PERSON, moment).with("replaces", spent));
  }

  /** No earlier attempt is waited for either. */
  private static JourneyState withoutPending(JourneyState state) {
    JourneyState without = state;
    for (Attempt attempt : state.attempts()) {
      boolean isPending =
          attempt.status() == InviteStatus.SENT || attempt.number() == state.lastAttempt();
      without = isPending ? without.withAttempt(attempt.replaced()) : without;
    }
    return without;
  }

  private static Optional<String> unlessSpent(JourneyState state) {
    Decision decision = state.facets().decision();
    boolean spent =
        decision == Decision.MISSED
            || decision == Decision.NOT_APPLICABLE
            || state.hasHold(HoldReason.LINK_EXPIRED);
    return spent
        ? Optional.empty()
        : Optional.of(
            "expected a missed, not applicable or expired exam, found "
                + decision
                + ": the patient's link still works");
  }

  private static boolean isAnswered(HoldReason reason) {
    return switch (reason) {
      case MISSED, NOT_APPLICABLE, LINK_EXPIRED, HANDOVER -> true;
      default -> reason.release() == HoldReason.Release.SENDS_INVITE;
    };
  }
}
