package org.patientjourney.workflows.journey;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.exam.Decision;
import org.patientjourney.workflows.exam.ExamStatus;
import org.patientjourney.workflows.exam.ReportedStatus;

/** Until when a journey waits for what, and what happens when that instant passes. */
final class Deadline {
  private Deadline() {}

  static @Nullable Instant of(JourneyState state, JourneyPolicy policy) {
    if (state.isClosed()) {
      return null;
    }
    return switch (state.facets().invite()) {
      case NOT_SENT, SENDING -> inviteOverdue(state, policy);
      case REFUSED, CANCELLED -> null;
      case UNKNOWN -> unknown(state, policy);
      case SENT -> consultation(state, policy);
    };
  }

  static Change passed(JourneyState state, Moment moment) {
    return switch (state.facets().invite()) {
      case UNKNOWN -> unknownPassed(state, moment);
      case SENT -> consultationPassed(state, moment);
      case NOT_SENT, SENDING, REFUSED, CANCELLED ->
          Change.of(state)
              .holding(HoldReason.INVITE_OVERDUE, moment)
              .recording(JournalEntry.of(JournalKind.INVITE_OVERDUE, moment))
              .alarming(new Alarm(AlarmKind.INVITE_OVERDUE, "attempt-" + state.lastAttempt()));
    };
  }

  private static @Nullable Instant inviteOverdue(JourneyState state, JourneyPolicy policy) {
    return state.hasHold(HoldReason.INVITE_OVERDUE)
        ? null
        : sendingSince(state).plus(policy.inviteOverdue());
  }

  /** The webhook may clear it up by itself; after a while a person looks. */
  private static @Nullable Instant unknown(JourneyState state, JourneyPolicy policy) {
    return isAsked(state)
        ? consultation(state, policy)
        : sendingSince(state).plus(policy.inviteOverdue());
  }

  private static Change unknownPassed(JourneyState state, Moment moment) {
    if (isAsked(state)) {
      return consultationPassed(state, moment);
    }
    return Change.of(state)
        .askingAboutInvite(state.lastAttempt(), moment)
        .recording(JournalEntry.of(JournalKind.INVITE_STILL_UNKNOWN, moment));
  }

  private static boolean isAsked(JourneyState state) {
    return state.hasHold(HoldReason.INVITE_UNKNOWN) || state.hasHold(HoldReason.LINK_EXPIRED);
  }

  /** The order's instant until something was started. */
  private static Instant sendingSince(JourneyState state) {
    return state.attempt(state.lastAttempt()).startedAt();
  }

  private static @Nullable Instant consultation(JourneyState state, JourneyPolicy policy) {
    Decision decision = state.facets().decision();
    return switch (decision) {
      case PENDING, MISSED, NOT_APPLICABLE -> linkDeadline(state, policy);
      case DEFERRED -> reviewDeadline(state, policy);
      case NEEDS_REVIEW, REJECTED, APPROVED -> null;
    };
  }

  private static Instant linkDeadline(JourneyState state, JourneyPolicy policy) {
    return state.holds().stream()
        .filter(hold -> hold.reason() == HoldReason.LINK_EXPIRED)
        .findFirst()
        .map(hold -> hold.since().plus(policy.linkGrace()))
        .orElse(sendingSince(state).plus(policy.linkLifetime()));
  }

  /** A deferral stops the link's clock: the patient has been seen. */
  private static @Nullable Instant reviewDeadline(JourneyState state, JourneyPolicy policy) {
    if (state.hasHold(HoldReason.REVIEW_OVERDUE)) {
      return null;
    }
    return state.reports().stream()
        .filter(report -> report.status() == ExamStatus.DEFERRED)
        .map(ReportedStatus::receivedAt)
        .min(Instant::compareTo)
        .map(deferredAt -> deferredAt.plus(policy.reviewOverdue()))
        .orElseThrow();
  }

  private static Change consultationPassed(JourneyState state, Moment moment) {
    if (state.facets().decision() == Decision.DEFERRED) {
      return Change.of(state)
          .holding(HoldReason.REVIEW_OVERDUE, moment)
          .recording(JournalEntry.of(JournalKind.REVIEW_OVERDUE, moment))
          .alarming(new Alarm(AlarmKind.REVIEW_OVERDUE, "attempt-" + state.lastAttempt()));
    }
    if (state.hasHold(HoldReason.LINK_EXPIRED)) {
      return state.close(Closure.Outcome.EXPIRED, moment);
    }
    return Change.of(state)
        .holding(HoldReason.LINK_EXPIRED, moment)
        .recording(JournalEntry.of(JournalKind.LINK_EXPIRED, moment));
  }
}
