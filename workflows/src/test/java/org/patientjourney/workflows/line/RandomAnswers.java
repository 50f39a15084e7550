package org.patientjourney.workflows.line;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.Attempt.PreFill;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.Resend;
import org.patientjourney.workflows.followup.FollowUpActivities.FollowUpCheck;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.meeting.InviteActivities.CancelOutcome;

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

  Resend.Status toResend() {
    return drawn(List.of(Resend.Status.SENT, Resend.Status.REFUSED, Resend.Status.UNKNOWN));
  }

  /** Agreed, not agreed, decided already, or being sent at this moment. */
  CancelOutcome toCancel(JourneyState state) {
    if (state.facets().invite() == InviteStatus.NOT_SENT) {
      return random.nextBoolean()
          ? new CancelOutcome.BeingSent(state.lastAttempt() + 1)
          : new CancelOutcome.NeverSent();
    }
    return switch (random.nextInt(3)) {
      case 0 -> new CancelOutcome.Refused();
      case 1 -> new CancelOutcome.Decided(drawn(List.of(ExamStatus.values())));
      default -> new CancelOutcome.Cancelled(null);
    };
  }

  CancelOutcome toSupersede() {
    return random.nextBoolean() ? new CancelOutcome.Cancelled(null) : new CancelOutcome.Refused();
  }

  PreFill toPreFill() {
    return drawn(List.of(PreFill.values()));
  }

  FollowUpCheck toCheck() {
    List<String> problems = random.nextInt(3) == 0 ? List.of("the clinic is gone") : List.of();
    return new FollowUpCheck(problems, random.nextBoolean());
  }

  private <T> T drawn(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
