package org.patientjourney.workflows.meeting;

import java.time.Instant;
import java.util.Optional;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.fact.Cancellation;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.journey.Phase;
import org.patientjourney.workflows.meeting.InviteActivities.CancelOutcome;
import org.patientjourney.workflows.policy.Moment;

/**
 * An invite is cancelled: because the journey is to be cancelled, because its contact was
 * corrected, or because an earlier attempt was decided after all.
 */
public record CancellationPhase() implements Phase {
  @Override
  public boolean isOpen(JourneyState state) {
    return mustCancel(state) || isWithdrawn(state) || superfluousAttempt(state).isPresent();
  }

  /**
   * Not while an answer is awaited: there is no id yet. A journey that is to send leaves its own
   * exam out and still sends for the others.
   */
  public static boolean mustCancel(JourneyState state) {
    return state.isCancelRequested()
        && !state.isClosed()
        && !state.decision().isFinal()
        && !state.hasHold(HoldReason.CANCEL_FAILED)
        && switch (state.invite()) {
          case SENT, REFUSED -> true;
          case NOT_SENT -> !InvitePhase.mustSend(state);
          case SENDING -> state.terms().isSender() && !InvitePhase.mustSend(state);
          case NOT_DUE, UNKNOWN, CANCELLED, REPLACED -> false;
        };
  }

  /** Whether the invite was made or given up without this journey, as asked. */
  public static boolean isWithdrawn(JourneyState state) {
    return !state.isClosed()
        && state.isCancelRequested()
        && !state.decision().isFinal()
        && state.invite() == InviteStatus.CANCELLED
        && !state.hasHold(HoldReason.DELIVERY_NOT_APPLIED);
  }

  /** The latest attempt, while the patient could take an exam that an earlier one decided. */
  public static Optional<Attempt> superfluousAttempt(JourneyState state) {
    Attempt latest = state.latestAttempt();
    boolean isSuperfluous =
        state.decision().isFinal()
            && !state.isClosed()
            && latest.status() == InviteStatus.SENT
            && state.reported().decidingAttempts().allMatch(attempt -> attempt < latest.number());
    return isSuperfluous ? Optional.of(latest) : Optional.empty();
  }

  /** The answer to a journey's own cancellation; a missed exam needs none. */
  public static Change answered(JourneyState state, CancelOutcome outcome, Moment moment) {
    if (outcome instanceof CancelOutcome.Cancelled agreed) {
      Attempt cancelled = state.latestAttempt().with(InviteStatus.CANCELLED);
      return accepted(dated(Change.of(state.withAttempt(cancelled)), agreed, moment), moment);
    }
    if (outcome instanceof CancelOutcome.NeverSent) {
      return withdrawn(state, moment);
    }
    if (outcome instanceof CancelOutcome.BeingSent beingSent
        && state.invite() == InviteStatus.NOT_SENT) {
      return Change.of(state.awaitingAnswer(beingSent.attempt(), moment));
    }
    if (outcome instanceof CancelOutcome.Decided decided) {
      ExamStatus status = decided.status();
      return status.decision().isUndecided()
          ? accepted(Change.of(state), moment)
          : Change.of(
                  state.withCancellation(
                      Cancellation.refused(moment.now(), status, state.isReplacing())))
              .recording(JournalKind.CANCEL_REFUSED.at(moment).with("status", status));
    }
    return Change.of(state)
        .asking(HoldReason.CANCEL_FAILED, "attempt-" + state.lastAttempt(), moment)
        .recording(JournalKind.CANCEL_FAILED.at(moment));
  }

  public static Change withdrawn(JourneyState state, Moment moment) {
    return accepted(Change.of(state).recording(JournalKind.NEVER_SENT.at(moment)), moment);
  }

  /** An earlier attempt decided the exam: the patient must not take it a second time. */
  public static Change superfluous(
      JourneyState state, Attempt attempt, CancelOutcome outcome, Moment moment) {
    boolean isCancelled = outcome instanceof CancelOutcome.Cancelled;
    Attempt over = attempt.with(isCancelled ? InviteStatus.CANCELLED : InviteStatus.REPLACED);
    Change change =
        Change.of(state.withAttempt(over))
            .recording(
                JournalKind.SUPERFLUOUS_INVITE
                    .at(moment)
                    .with("attempt", attempt.number())
                    .with("outcome", outcome.getClass().getSimpleName()));
    return outcome instanceof CancelOutcome.Cancelled agreed
        ? dated(change, agreed, moment)
        : change.alarming(AlarmKind.TWO_INVITES, "attempt-" + attempt.number());
  }

  private static Change dated(Change change, CancelOutcome.Cancelled agreed, Moment moment) {
    Instant at = agreed.at();
    return at == null
        ? change
        : change.recording(JournalKind.PROVIDER_CANCELLED.at(moment).with("cancelledAt", at));
  }

  private static Change accepted(Change change, Moment moment) {
    return change.state().isReplacing()
        ? change.then(state -> invitedAnew(state, moment))
        : change
            .then(state -> Change.of(ended(state, moment)))
            .recording(JournalKind.CANCELLED.at(moment));
  }

  /** Recorded before the journey is closed: a delivery may refuse the closing. */
  private static JourneyState ended(JourneyState state, Moment moment) {
    return state.withCancellation(Cancellation.accepted(moment.now())).withoutHolds(reason -> true);
  }

  private static Attempt spent(Attempt attempt, int last) {
    Attempt superseded = attempt.supersede();
    return attempt.isOver() && attempt.number() != last
        ? superseded
        : superseded.with(InviteStatus.REPLACED);
  }

  /** Every attempt was made with the wrong contact: what it still reports is evidence. */
  private static Change invitedAnew(JourneyState state, Moment moment) {
    JourneyState again =
        state
            .withEachAttempt(attempt -> spent(attempt, state.lastAttempt()))
            .withCancellation(null)
            .withoutHolds(HoldReason::isAnsweredByNewInvite)
            .inOwnMeeting();
    return Change.of(again)
        .recording(JournalKind.INVITE_TAKEN_BACK.at(moment).with("attempt", state.lastAttempt()));
  }
}
