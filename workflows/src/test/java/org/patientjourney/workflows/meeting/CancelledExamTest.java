package org.patientjourney.workflows.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.patientjourney.workflows.JourneyStory;
import org.patientjourney.workflows.TestJourneys;
import org.patientjourney.workflows.TestStates;
import org.patientjourney.workflows.command.JourneyCommand.HoldJourney;
import org.patientjourney.workflows.command.OutcomeCommand.RecordDecision;
import org.patientjourney.workflows.effect.Obligation;
import org.patientjourney.workflows.event.ConsultationCompleted;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.meeting.InviteActivities.CancelOutcome;
import org.patientjourney.workflows.policy.JourneyPolicy;

/** Reports of an exam that was cancelled, or that was to be. */
class CancelledExamTest {
  private static RecordDecision decidedByHand(ExamStatus status) {
    return new RecordDecision(TestJourneys.origin("by-hand"), status, "portal, 10:42");
  }

  private static JourneyState approvedAfter(JourneyState cancelled) {
    JourneyState approved =
        TestStates.merged(TestStates.reopened(cancelled), TestJourneys.event(ExamStatus.APPROVED));
    assertThat(approved.hasHold(HoldReason.CONTRADICTION)).isTrue();
    return approved;
  }

  @Test
  void a_missed_exam_is_not_waited_for_once_it_is_cancelled() {
    JourneyState missed =
        TestStates.merged(
            TestStates.reopened(TestStates.cancelled()), TestJourneys.event(ExamStatus.MISSED));
    assertThat(Phases.RULES.isOver(missed)).isTrue();
    assertThat(ResendPhase.requested(missed)).isEmpty();
  }

  @Test
  void a_missed_exam_does_not_reopen_its_cancelled_journey() {
    ConsultationCompleted missed = TestJourneys.event(ExamStatus.MISSED);
    assertThat(Phases.RULES.isReopenedBy(TestStates.cancelled(), missed, TestStates.NOW)).isFalse();
    assertThat(Phases.RULES.isReopenedBy(TestStates.cancelledAsMissed(), missed, TestStates.NOW))
        .isFalse();
  }

  /** Its decision came while the cancellation was asked for. */
  @Test
  void a_decided_exam_is_not_cancelled_any_more() {
    JourneyState asked = TestStates.cancelRequested(TestStates.invited(TestJourneys.sender()));
    assertThat(CancellationPhase.mustCancel(asked)).isTrue();

    JourneyState decided = TestStates.merged(asked, TestJourneys.event(ExamStatus.APPROVED));
    assertThat(CancellationPhase.mustCancel(decided)).isFalse();
    assertThat(Phases.RULES.isOver(decided)).isTrue();
  }

  @Test
  void a_rejection_after_an_accepted_cancellation_closes_the_journey_again() {
    ConsultationCompleted rejected = TestJourneys.event(ExamStatus.REJECTED);
    assertThat(Phases.RULES.isReopenedBy(TestStates.cancelled(), rejected, TestStates.NOW))
        .isTrue();

    JourneyState reopened = TestStates.reopened(TestStates.cancelled());
    try (JourneyStory story = new JourneyStory(reopened, JourneyPolicy.STANDARD)) {
      story.record.awaits(rejected.deliveryId());
      story.start().event(rejected).ends();
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.REJECTED);
    }
  }

  @Test
  void an_approval_after_an_accepted_cancellation_can_be_rejected_by_hand() {
    JourneyState approved = approvedAfter(TestStates.cancelled());
    RecordDecision rejected = decidedByHand(ExamStatus.REJECTED);
    assertThat(rejected.refusal(approved)).isEmpty();

    JourneyState decided = TestStates.merged(approved, rejected);
    assertThat(decided.hasHold(HoldReason.CONTRADICTION)).isFalse();
    assertThat(decided.facets().decision()).isEqualTo(Decision.REJECTED);
  }

  @Test
  void an_approval_after_an_accepted_cancellation_can_be_confirmed_by_hand() {
    JourneyState approved = approvedAfter(TestStates.cancelledAsMissed());
    JourneyState decided = TestStates.merged(approved, decidedByHand(ExamStatus.APPROVED));
    assertThat(decided.hasHold(HoldReason.CONTRADICTION)).isFalse();
    assertThat(decided.isCleared()).isTrue();
  }

  @Test
  void a_held_journey_that_was_left_out_of_its_meeting_is_still_cancelled() {
    JourneyState held =
        TestStates.merged(
            JourneyState.atStart(TestJourneys.sender()),
            new HoldJourney(TestJourneys.origin("hold")));
    JourneyState alone =
        TestStates.merged(
            InvitePhase.sending(held, TestStates.NOW).state(),
            InviteAnswer.leftOut(1, TestJourneys.ORDERED_AT));
    assertThat(InvitePhase.mustSend(alone)).as("while a person holds it").isFalse();

    assertThat(CancellationPhase.mustCancel(TestStates.cancelRequested(alone))).isTrue();
  }

  @Test
  void a_deferral_that_is_known_is_not_asked_for_when_the_provider_does_not_cancel() {
    JourneyState deferred =
        TestStates.merged(
            TestStates.invited(TestJourneys.sender()), TestJourneys.event(ExamStatus.DEFERRED));
    JourneyState later =
        TestStates.deadlinePassed(
            TestStates.cancelRefused(deferred, ExamStatus.DEFERRED), Duration.ofHours(4));
    assertThat(later.hasHold(HoldReason.DECISION_NOT_RECEIVED)).isFalse();
  }

  @Test
  void a_cancelled_invite_was_sent_and_its_handover_is_still_owed_until_the_end() {
    JourneyState asked =
        TestStates.cancelRequested(TestStates.invited(TestJourneys.contactedByClinic()));
    JourneyState cancelled =
        TestStates.settled(
            CancellationPhase.answered(asked, new CancelOutcome.Cancelled(null), TestStates.NOW));
    assertThat(cancelled.invite()).isEqualTo(InviteStatus.CANCELLED);
    assertThat(cancelled.holds()).isEmpty();
    assertThat(Obligation.of(cancelled, JourneyPolicy.STANDARD))
        .extracting(Obligation::kind, Obligation::isMet)
        .containsExactly(
            tuple(Obligation.Kind.INVITE, true), tuple(Obligation.Kind.HANDOVER, false));
  }
}
