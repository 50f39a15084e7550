package org.patientjourney.workflows.journey;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.fact.Cancellation;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.fact.ReportedStatus;
import org.patientjourney.workflows.fulfilment.Fulfilling;
import org.patientjourney.workflows.fulfilment.FulfilmentDeadline;
import org.patientjourney.workflows.hold.Hold;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.meeting.Reminder;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;

/**
 * Until when a journey waits, and what happens when that instant passes.
 *
 * @param passing what is done then, to the state as it is then
 */
public record Deadline(Instant at, BiFunction<JourneyState, Moment, Change> passing) {

  /** The first of all that may fall due; every open journey at rest has one. */
  public static Optional<Deadline> next(JourneyState state, JourneyPolicy policy) {
    return state.isClosed()
        ? Optional.empty()
        : Stream.of(
                ofDue(state),
                ofInvite(state, policy),
                ofConsultation(state, policy),
                ofReminder(state, policy),
                ofLostDecision(state, policy),
                ofDecisionBehindPrescription(state, policy),
                FulfilmentDeadline.of(state, policy),
                ofHolds(state, policy))
            .flatMap(Optional::stream)
            .min(Comparator.comparing(Deadline::at));
  }

  /** A follow-up's day; its step then looks whether it can be sent. */
  private static Optional<Deadline> ofDue(JourneyState state) {
    boolean isWaiting =
        state.facets().invite() == InviteStatus.NOT_DUE
            && !state.hasHold(HoldReason.FOLLOW_UP_BLOCKED);
    return isWaiting
        ? Optional.of(new Deadline(state.terms().startsAt(), (due, moment) -> Change.of(due)))
        : Optional.empty();
  }

  /** An invite that is not sent, or of which nobody knows: after a while a person looks. */
  private static Optional<Deadline> ofInvite(JourneyState state, JourneyPolicy policy) {
    Instant at = sendingSince(state).plus(policy.inviteOverdue());
    return switch (state.facets().invite()) {
      case NOT_SENT, SENDING ->
          state.hasHold(HoldReason.INVITE_OVERDUE)
              ? Optional.empty()
              : Optional.of(new Deadline(at, Deadline::inviteOverdue));
      case UNKNOWN ->
          isAsked(state)
              ? Optional.empty()
              : Optional.of(new Deadline(at, Deadline::inviteStillUnknown));
      case NOT_DUE, SENT, REFUSED, CANCELLED, REPLACED -> Optional.empty();
    };
  }

  private static Change inviteOverdue(JourneyState state, Moment moment) {
    return Change.of(state)
        .holding(HoldReason.INVITE_OVERDUE, moment)
        .recording(JournalEntry.of(JournalKind.INVITE_OVERDUE, moment))
        .alarming(new Alarm(AlarmKind.INVITE_OVERDUE, "attempt-" + state.lastAttempt()));
  }

  private static Change inviteStillUnknown(JourneyState state, Moment moment) {
    return Change.of(state)
        .askingAboutInvite(state.lastAttempt(), moment)
        .recording(JournalEntry.of(JournalKind.INVITE_STILL_UNKNOWN, moment));
  }

  private static boolean isAsked(JourneyState state) {
    return state.hasHold(HoldReason.INVITE_UNKNOWN) || state.hasHold(HoldReason.LINK_EXPIRED);
  }

  private static Optional<Deadline> ofConsultation(JourneyState state, JourneyPolicy policy) {
    boolean linkMayExist =
        state.isInvited() || (state.facets().invite() == InviteStatus.UNKNOWN && isAsked(state));
    if (!linkMayExist || Fulfilling.isPrescribed(state)) {
      return Optional.empty();
    }
    return switch (state.facets().decision()) {
      case PENDING, MISSED, NOT_APPLICABLE -> ofLink(state, policy);
      case DEFERRED -> ofReview(state, policy);
      case NEEDS_REVIEW, REJECTED, APPROVED -> Optional.empty();
    };
  }

  /**
   * A follow-up that is still owed does not end by itself, nor does what contradicts itself, nor
   * what may have a prescription.
   */
  private static Optional<Deadline> ofLink(JourneyState state, JourneyPolicy policy) {
    Optional<Hold> expired =
        state.holds().stream().filter(hold -> hold.reason() == HoldReason.LINK_EXPIRED).findFirst();
    if (expired.isEmpty()) {
      return Optional.of(new Deadline(linkDies(state, policy), Deadline::linkExpired));
    }
    return state.isOwedFollowUp()
            || state.hasHold(HoldReason.CONTRADICTION)
            || state.hasHold(HoldReason.PRESCRIPTION_UNCONFIRMED)
            || state.hasHold(HoldReason.DELIVERY_NOT_APPLIED)
        ? Optional.empty()
        : expired.map(
            hold ->
                new Deadline(
                    hold.since().plus(policy.linkGrace()),
                    (late, moment) -> late.close(Closure.Outcome.EXPIRED, moment)));
  }

  /** When the link expires or expired; empty without a link or while its lifetime is paused. */
  public static Optional<Instant> linkExpiry(JourneyState state, JourneyPolicy policy) {
    boolean runs = state.isInvited() && state.facets().decision().isUndecided();
    return runs && !Fulfilling.isPrescribed(state)
        ? Optional.of(linkDies(state, policy))
        : Optional.empty();
  }

  private static Instant linkDies(JourneyState state, JourneyPolicy policy) {
    return linkSince(state).plus(policy.linkLifetime());
  }

  private static Change linkExpired(JourneyState state, Moment moment) {
    return Change.of(state)
        .holding(HoldReason.LINK_EXPIRED, moment)
        .recording(JournalEntry.of(JournalKind.LINK_EXPIRED, moment));
  }

  /** A deferral stops the link's clock: the patient has been seen. */
  private static Optional<Deadline> ofReview(JourneyState state, JourneyPolicy policy) {
    if (state.hasHold(HoldReason.REVIEW_OVERDUE)) {
      return Optional.empty();
    }
    return state.reports().stream()
        .filter(report -> report.status() == ExamStatus.DEFERRED && !state.isOfTakenBack(report))
        .map(ReportedStatus::receivedAt)
        .min(Instant::compareTo)
        .map(since -> new Deadline(since.plus(policy.reviewOverdue()), Deadline::reviewOverdue));
  }

  private static Change reviewOverdue(JourneyState state, Moment moment) {
    return Change.of(state)
        .holding(HoldReason.REVIEW_OVERDUE, moment)
        .recording(JournalEntry.of(JournalKind.REVIEW_OVERDUE, moment))
        .alarming(new Alarm(AlarmKind.REVIEW_OVERDUE, "attempt-" + state.lastAttempt()));
  }

  private static Optional<Deadline> ofReminder(JourneyState state, JourneyPolicy policy) {
    return Reminder.dueAt(state, policy).map(at -> new Deadline(at, Reminder::fallsDue));
  }

  /** The provider said that it has decided, and no event told what. */
  private static Optional<Deadline> ofLostDecision(JourneyState state, JourneyPolicy policy) {
    Cancellation cancellation = state.cancellation();
    if (cancellation == null
        || cancellation.status() != Cancellation.Status.REFUSED
        || cancellation.decided() == null
        || state.facets().decision().compareTo(cancellation.decided().decision()) >= 0
        || state.hasHold(HoldReason.DECISION_NOT_RECEIVED)) {
      return Optional.empty();
    }
    return Optional.of(
        new Deadline(cancellation.at().plus(policy.inviteOverdue()), Deadline::decisionLost));
  }

  /** A prescription follows an approval, and no event told of that. */
  private static Optional<Deadline> ofDecisionBehindPrescription(
      JourneyState state, JourneyPolicy policy) {
    boolean isDecided =
        state.facets().decision().isFinal()
            || state.hasHold(HoldReason.CONTRADICTION)
            || state.hasHold(HoldReason.DECISION_NOT_RECEIVED);
    return isDecided
        ? Optional.empty()
        : Fulfilling.prescribedAt(state)
            .map(at -> new Deadline(at.plus(policy.inviteOverdue()), Deadline::decisionLost));
  }

  private static Change decisionLost(JourneyState state, Moment moment) {
    return Change.of(state)
        .holding(HoldReason.DECISION_NOT_RECEIVED, moment)
        .recording(JournalEntry.of(JournalKind.DECISION_NOT_RECEIVED, moment))
        .alarming(new Alarm(AlarmKind.DECISION_NOT_RECEIVED, "attempt-" + state.lastAttempt()));
  }

  /** Whoever must act is asked again and again. */
  private static Optional<Deadline> ofHolds(JourneyState state, JourneyPolicy policy) {
    return state.holds().stream()
        .min(Comparator.comparing(Hold::lastAskedAt))
        .map(
            hold ->
                new Deadline(
                    hold.lastAskedAt().plus(policy.holdOverdue()),
                    (held, moment) -> holdOverdue(held, hold, moment)));
  }

  private static Change holdOverdue(JourneyState state, Hold hold, Moment moment) {
    return Change.of(state.withHoldAskedAgain(hold, moment.now()))
        .recording(JournalEntry.of(JournalKind.HOLD_OVERDUE, moment).with("hold", hold.reason()))
        .alarming(new Alarm(AlarmKind.HOLD_OVERDUE, hold.reason().name()));
  }

  /** The order's instant until something was started. */
  private static Instant sendingSince(JourneyState state) {
    return state.attempt(state.lastAttempt()).startedAt();
  }

  /** Contract 4.5: the link lives on from its last sending. */
  private static Instant linkSince(JourneyState state) {
    return state.resends().lastSentAt(state.lastAttempt()).orElse(sendingSince(state));
  }
}
