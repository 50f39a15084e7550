package org.patientjourney.workflows.meeting;

import java.time.Instant;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.fact.Cancellation;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.policy.Moment;

/** What the answer to a cancellation does to a journey. */
public final class Cancelling {
  private Cancelling() {}

  /** The answer to a journey's own cancellation; a missed exam needs none. */
  public static Change answered(JourneyState state, CancelOutcome outcome, Moment moment) {
    if (outcome instanceof CancelOutcome.Cancelled agreed) {
      Attempt cancelled = state.attempt(state.lastAttempt()).cancelled();
      Change change = dated(Change.of(state.withAttempt(cancelled)), agreed, moment);
      return accepted(change, moment);
    }
    if (outcome instanceof CancelOutcome.NeverSent) {
      return withdrawn(Change.of(state), moment);
    }
    if (outcome instanceof CancelOutcome.BeingSent beingSent
        && state.facets().invite() == InviteStatus.NOT_SENT) {
      return Change.of(state.awaitingAnswer(beingSent.attempt(), moment));
    }
    if (outcome instanceof CancelOutcome.Decided decided
        && decided.status().decision().isUndecided()) {
      return accepted(Change.of(state), moment);
    }
    if (outcome instanceof CancelOutcome.Decided decided) {
      return Change.of(
              state.withCancellation(
                  Cancellation.refused(moment.now(), decided.status(), state.isReplacing())))
          .recording(
              JournalEntry.of(JournalKind.CANCEL_REFUSED, moment).with("status", decided.status()));
    }
    return Change.of(state)
        .holding(HoldReason.CANCEL_FAILED, moment)
        .recording(JournalEntry.of(JournalKind.CANCEL_FAILED, moment))
        .alarming(new Alarm(AlarmKind.CANCEL_FAILED, "attempt-" + state.lastAttempt()));
  }

  /** The provider has nothing of the exam, so there is nobody to wait for. */
  public static Change withdrawn(Change change, Moment moment) {
    return accepted(change.recording(JournalEntry.of(JournalKind.NEVER_SENT, moment)), moment);
  }

  /** An earlier attempt decided the exam: nobody shall take it a second time. */
  public static Change superfluous(
      JourneyState state, Attempt attempt, CancelOutcome outcome, Moment moment) {
    boolean cancelled = outcome instanceof CancelOutcome.Cancelled;
    Change change =
        Change.of(state.withAttempt(cancelled ? attempt.cancelled() : attempt.replaced()))
            .recording(
                JournalEntry.of(JournalKind.SUPERFLUOUS_INVITE, moment)
                    .with("attempt", attempt.number())
                    .with("outcome", outcome.getClass().getSimpleName()));
    return outcome instanceof CancelOutcome.Cancelled agreed
        ? dated(change, agreed, moment)
        : change.alarming(new Alarm(AlarmKind.TWO_INVITES, "attempt-" + attempt.number()));
  }

  private static Change dated(Change change, CancelOutcome.Cancelled agreed, Moment moment) {
    Instant at = agreed.at();
    return at == null
        ? change
        : change.recording(
            JournalEntry.of(JournalKind.PROVIDER_CANCELLED, moment).with("cancelledAt", at));
  }

  private static Change accepted(Change change, Moment moment) {
    return change.state().isReplacing()
        ? change.then(state -> invitedAnew(takenBack(state), moment))
        : ended(change, moment);
  }

  /** Whatever the provider answered: the data of none of them were right. */
  private static JourneyState takenBack(JourneyState state) {
    JourneyState without = state;
    for (Attempt attempt : state.attempts()) {
      Attempt takenBack = attempt.takeBack();
      without = without.withAttempt(attempt.isOver() ? takenBack : takenBack.replaced());
    }
    return without;
  }

  /** What the old invite still says is evidence; nobody waits for it any more. */
  private static Change invitedAnew(JourneyState state, Moment moment) {
    int spent = state.lastAttempt();
    JourneyState again =
        state
            .withAttempt(state.attempt(spent).replaced())
            .withCancellation(null)
            .withoutHolds(Cancelling::isAnsweredByNewInvite)
            .leadingItself();
    return again
        .withFacets(again.facets().beforeInvite())
        .settle(moment)
        .recording(JournalEntry.of(JournalKind.INVITE_TAKEN_BACK, moment).with("attempt", spent));
  }

  private static boolean isAnsweredByNewInvite(HoldReason reason) {
    return switch (reason) {
      case MISSED, NOT_APPLICABLE, LINK_EXPIRED, HANDOVER -> true;
      default -> reason.release() == HoldReason.Release.SENDS_INVITE;
    };
  }

  /** Recorded before the journey is closed: a delivery may refuse the closing. */
  private static Change ended(Change change, Moment moment) {
    return change
        .then(
            state ->
                Change.of(
                    state
                        .withCancellation(Cancellation.accepted(moment.now()))
                        .withoutHolds(reason -> true)))
        .recording(JournalEntry.of(JournalKind.CANCELLED, moment));
  }
}
