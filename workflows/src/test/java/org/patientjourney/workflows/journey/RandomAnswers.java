package org.patientjourney.workflows.journey;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.patientjourney.workflows.exam.ExamStatus;
import org.patientjourney.workflows.exam.PatientExamId;
import org.patientjourney.workflows.invite.Attempt;
import org.patientjourney.workflows.invite.Cancellation;
import org.patientjourney.workflows.invite.InviteAnswer;
import org.patientjourney.workflows.invite.InviteStatus;
import org.patientjourney.workflows.invite.ResendStatus;

/** A provider that answers this or that, and what its answer does to a journey. */
final class RandomAnswers {
  private final Random random;

  RandomAnswers(Random random) {
    this.random = random;
  }

  /** The id that the provider gives to the exam of an attempt. */
  static PatientExamId patientExam(int attempt) {
    return new PatientExamId("60" + attempt);
  }

  /** None when it could not be reached: the same attempt is tried again. */
  Optional<InviteAnswer> toInvite(JourneyState state, int attempt, Instant now) {
    boolean isLeftOut = state.hasHold(HoldReason.HELD_BY_PERSON) || state.isCancelRequested();
    if (isLeftOut && random.nextBoolean()) {
      return Optional.of(InviteAnswer.leftOut(attempt, now));
    }
    return switch (random.nextInt(6)) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(InviteAnswer.unknown(attempt, now));
      case 2 -> Optional.of(InviteAnswer.refused(attempt, now, HoldReason.KEY_REFUSED, null));
      case 3 -> Optional.of(InviteAnswer.refused(attempt, now, HoldReason.NEEDS_INPUT, null));
      default -> Optional.of(InviteAnswer.sent(attempt, now, patientExam(attempt)));
    };
  }

  ResendStatus toResend() {
    return drawn(List.of(ResendStatus.SENT, ResendStatus.REFUSED, ResendStatus.UNKNOWN));
  }

  /** Agreed, not agreed, decided already, or being sent at this moment. */
  Change toCancel(JourneyState state, Moment moment) {
    boolean isBeingSent = state.facets().invite() == InviteStatus.NOT_SENT && random.nextBoolean();
    if (isBeingSent) {
      return Change.of(state.awaitingAnswer(state.lastAttempt() + 1, moment));
    }
    return switch (random.nextInt(3)) {
      case 0 -> Change.of(state).holding(HoldReason.CANCEL_FAILED, moment);
      case 1 -> decided(state, drawn(List.of(ExamStatus.values())), moment);
      default -> cancelled(state.withAttempt(latest(state).cancelled()), moment);
    };
  }

  Change toTakeBack(JourneyState state, Attempt attempt) {
    return Change.of(
        state.withAttempt(random.nextBoolean() ? attempt.cancelled() : attempt.replaced()));
  }

  static Change cancelled(JourneyState state, Moment moment) {
    return state
        .withCancellation(Cancellation.accepted(moment.now()))
        .close(Closure.Outcome.CANCELLED, moment);
  }

  private static Change decided(JourneyState state, ExamStatus status, Moment moment) {
    return status.decision().isUndecided()
        ? cancelled(state, moment)
        : Change.of(state.withCancellation(Cancellation.refused(moment.now(), status)));
  }

  private static Attempt latest(JourneyState state) {
    return state.attempt(state.lastAttempt());
  }

  private <T> T drawn(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
