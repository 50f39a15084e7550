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
 * while the journey that sends for the meeting is closed. The journey gets a meeting of its own.
 */
public record ReInvite(Origin origin) implements JourneyCommand {
  @Override
  public Optional<String> refusal(JourneyState state) {
    if (state.isCancelRequested()) {
      return Optional.of("the journey is being cancelled: order the exam again instead");
    }
    return switch (state.invite()) {
      case SENT -> unlessSpent(state);
      case NOT_SENT, REFUSED ->
          state.terms().isLeader()
              ? Optional.of(
                  "expected a sent invite, found "
                      + state.invite()
                      + ": a refused one is sent again by releasing its hold")
              : Optional.empty();
      case NOT_DUE, SENDING, UNKNOWN, CANCELLED, REPLACED ->
          Optional.of("expected a sent invite, found " + state.invite());
    };
  }

  @Override
  public Change apply(JourneyState state, Moment moment) {
    int spent = state.lastAttempt();
    JourneyState again =
        state
            .withEachAttempt(
                attempt ->
                    isPending(attempt, spent) ? attempt.with(InviteStatus.REPLACED) : attempt)
            .withoutHolds(HoldReason::isAnsweredByNewInvite)
            .inOwnMeeting();
    return Change.of(again)
        .recording(origin.entry(JournalKind.REINVITED_BY_PERSON, moment).with("replaces", spent));
  }

  private static boolean isPending(Attempt attempt, int last) {
    return attempt.status() == InviteStatus.SENT || attempt.number() == last;
  }

  private static Optional<String> unlessSpent(JourneyState state) {
    Decision decision = state.decision();
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
}
