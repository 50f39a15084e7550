package org.patientjourney.workflows.journey;

import java.util.Optional;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.fact.Resend;
import org.patientjourney.workflows.hold.HoldReason;

/** What a journey must do outside before it may wait again, as its state says. */
public final class Errand {
  private Errand() {}

  public static boolean mustSend(JourneyState state) {
    InviteStatus invite = state.facets().invite();
    return state.terms().isLeader()
        && !state.isClosed()
        && !state.isCancelAccepted()
        && state.facets().decision().isUndecided()
        && !isStopped(state)
        && (invite == InviteStatus.NOT_SENT || invite == InviteStatus.SENDING);
  }

  /** A journey that a person holds was left out of its meeting's invite: it waits alone. */
  private static boolean isStopped(JourneyState state) {
    return state.hasHold(HoldReason.HELD_BY_PERSON)
        && state.attempt(state.lastAttempt()).status() == InviteStatus.REPLACED;
  }

  /** Whether there is nothing to send and no answer to an invite to wait for. */
  public static boolean isInviteDone(JourneyState state) {
    return state.isInvited()
        || state.isClosed()
        || state.isCancelAccepted()
        || mustCancel(state)
        || state.facets().invite() == InviteStatus.CANCELLED
        || !state.facets().decision().isUndecided();
  }

  public static Optional<Resend> resendToMake(JourneyState state) {
    boolean mayResend =
        state.isInvited()
            && !state.isClosed()
            && state.cancellation() == null
            && !state.hasHold(HoldReason.HELD_BY_PERSON)
            && state.facets().decision().isUndecided();
    return mayResend ? state.resends().requested(state.lastAttempt()) : Optional.empty();
  }

  /**
   * Before the patient opens the link; an invite that only its webhook brought back is too late.
   */
  public static Optional<Attempt> attemptToPreFill(JourneyState state) {
    Attempt latest = state.attempt(state.lastAttempt());
    boolean mayAnswer =
        state.terms().care().hasAnswers()
            && !state.isClosed()
            && state.cancellation() == null
            && !state.hasHold(HoldReason.HELD_BY_PERSON)
            && state.facets().decision() == Decision.PENDING
            && latest.status() == InviteStatus.SENT
            && latest.preFill() == null;
    return mayAnswer ? Optional.of(latest) : Optional.empty();
  }

  /**
   * Not while an answer is awaited: there is no id yet. A leader that is to send leaves its own
   * exam out and still sends for the others.
   */
  public static boolean mustCancel(JourneyState state) {
    return state.isCancelRequested()
        && !state.isClosed()
        && !state.facets().decision().isFinal()
        && !state.hasHold(HoldReason.CANCEL_FAILED)
        && switch (state.facets().invite()) {
          case SENT, REFUSED -> true;
          case NOT_SENT -> !mustSend(state);
          case SENDING -> state.terms().isLeader() && !mustSend(state);
          case NOT_DUE, UNKNOWN, CANCELLED, REPLACED -> false;
        };
  }

  public static Optional<Attempt> superfluousAttempt(JourneyState state) {
    Decision decision = state.facets().decision();
    Attempt latest = state.attempt(state.lastAttempt());
    boolean superfluous =
        decision.isFinal()
            && !state.isClosed()
            && latest.status() == InviteStatus.SENT
            && Settlement.counting(state).stream()
                .filter(report -> report.status().decision().isFinal())
                .mapToInt(report -> TakenBack.decider(state, report))
                .allMatch(attempt -> attempt < latest.number());
    return superfluous ? Optional.of(latest) : Optional.empty();
  }
}
