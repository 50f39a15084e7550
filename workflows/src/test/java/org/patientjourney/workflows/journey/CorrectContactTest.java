package org.patientjourney.workflows.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.patientjourney.workflows.command.ConfirmHandover;
import org.patientjourney.workflows.command.CorrectContact;
import org.patientjourney.workflows.command.RecordDecision;
import org.patientjourney.workflows.exam.ConsultationCompleted;
import org.patientjourney.workflows.exam.Decision;
import org.patientjourney.workflows.exam.ExamStatus;
import org.patientjourney.workflows.invite.CancelOutcome;
import org.patientjourney.workflows.invite.Cancellation;
import org.patientjourney.workflows.invite.Cancelling;
import org.patientjourney.workflows.invite.Handover;
import org.patientjourney.workflows.invite.InviteAnswer;
import org.patientjourney.workflows.invite.InviteStatus;

/** A contact that is corrected after the invite went out by the wrong one. */
class CorrectContactTest {
  @Test
  void what_was_not_sent_yet_is_sent_by_the_right_one() {
    JourneyState waiting = JourneyState.atStart(TestJourneys.leader());
    JourneyState corrected = corrected(waiting);
    assertThat(corrected.cancellation()).isNull();
    assertThat(corrected.facets()).isEqualTo(waiting.facets());
    assertThat(corrected.mustSend()).isTrue();
  }

  @Test
  void the_old_invite_is_over_and_the_new_one_is_sent() {
    JourneyState anew = invitedAnew(TestStates.invited(TestJourneys.leader()));
    assertThat(anew.attempt(1).status()).isEqualTo(InviteStatus.REPLACED);
    assertThat(anew.cancellation()).isNull();
    assertThat(anew.isClosed()).isFalse();
    assertThat(anew.mustSend()).isTrue();
    assertThat(anew.attemptToSend()).isEqualTo(2);
  }

  /** Whoever was given the old link needs the new one. */
  @Test
  void the_new_invite_needs_a_handover_of_its_own() {
    JourneyState handedOver =
        TestStates.told(
            TestStates.invited(TestJourneys.contactedByClinic()),
            new ConfirmHandover(TestJourneys.origin("h-1")));
    assertThat(handedOver.facets().handover()).isEqualTo(Handover.CONFIRMED);

    assertThat(invitedAnew(handedOver).facets().handover()).isEqualTo(Handover.NOT_DUE);
  }

  @Test
  void what_was_asked_about_the_old_invite_is_answered() {
    JourneyState unreached = TestStates.invited(TestJourneys.contactedByClinic());
    assertThat(unreached.hasHold(HoldReason.HANDOVER)).isTrue();

    assertThat(invitedAnew(unreached).holds()).isEmpty();
  }

  /** The meeting's other exams keep the invite that they have. */
  @Test
  void a_member_is_invited_anew_in_a_meeting_of_its_own() {
    JourneyState anew = invitedAnew(TestStates.invited(TestJourneys.member()));
    assertThat(anew.terms().isLeader()).isTrue();
    assertThat(anew.mustSend()).isTrue();
  }

  @Test
  void it_comes_too_late_for_a_decided_exam_and_while_a_cancellation_is_asked_for() {
    JourneyState invited = TestStates.invited(TestJourneys.leader());
    JourneyState approved = TestStates.told(invited, TestJourneys.event(ExamStatus.APPROVED));
    assertThat(correction().refusal(invited)).isEmpty();
    assertThat(correction().refusal(approved)).contains("expected no decision, found APPROVED");
    assertThat(correction().refusal(TestStates.cancelRequested(invited)))
        .contains("the provider is asked to cancel already: wait for its answer");
  }

  /** The provider may not answer for weeks: nothing may end the duty meanwhile. */
  @Test
  void a_follow_up_that_is_invited_anew_is_owed_all_the_same() {
    JourneyState followUp = TestStates.invited(TestJourneys.followUp());
    assertThat(followUp.isOwedFollowUp()).isTrue();
    assertThat(followUp.withCancellation(Cancellation.toReplace(TestStates.NOW.now())))
        .matches(JourneyState::isOwedFollowUp);
  }

  /** The provider had agreed that nobody takes the exam by the wrong data. */
  @Test
  void an_approval_of_the_invite_that_was_taken_back_is_a_contradiction() {
    JourneyState approved =
        TestStates.told(newInviteSent(), TestJourneys.event(ExamStatus.APPROVED));
    assertThat(approved.hasHold(HoldReason.CONTRADICTION)).isTrue();
    assertThat(approved.isCleared()).isFalse();
    assertThat(approved.isSettled()).isFalse();
    assertThat(approved.superfluousAttempt()).as("the new invite to take back").isEmpty();

    JourneyState confirmed = TestStates.told(approved, approvedByHand());
    assertThat(confirmed.hasHold(HoldReason.CONTRADICTION)).isFalse();
    assertThat(confirmed.isCleared()).isTrue();
  }

  @Test
  void so_it_is_before_the_new_invite_is_sent() {
    JourneyState approved =
        TestStates.told(
            invitedAnew(TestStates.invited(TestJourneys.leader())),
            TestJourneys.event(ExamStatus.APPROVED));
    assertThat(approved.hasHold(HoldReason.CONTRADICTION)).isTrue();
    assertThat(approved.isCleared()).isFalse();
  }

  @Test
  void the_approval_of_the_new_invite_stands_for_itself() {
    JourneyState approved = TestStates.told(newInviteSent(), approvalOfNew());
    assertThat(approved.isCleared()).isTrue();

    JourneyState both = TestStates.told(approved, TestJourneys.event(ExamStatus.APPROVED));
    assertThat(both.isCleared()).isTrue();
    assertThat(both.hasHold(HoldReason.CONTRADICTION)).isFalse();
  }

  /** The medicine may be on its way to the wrong address. */
  @Test
  void a_prescription_of_the_invite_that_was_taken_back_is_one_whoever_approves() {
    JourneyState prescribed =
        TestStates.told(
            newInviteSent(),
            TestJourneys.prescribed(TestStates.NOW.now(), 884, "9001"),
            approvalOfNew());
    assertThat(prescribed.hasHold(HoldReason.CONTRADICTION)).isTrue();
    assertThat(prescribed.isCleared()).isFalse();

    JourneyState confirmed = TestStates.told(prescribed, approvedByHand());
    assertThat(confirmed.isCleared()).isTrue();
  }

  @Test
  void a_rejection_of_the_invite_that_was_taken_back_decides() {
    JourneyState rejected =
        TestStates.told(newInviteSent(), TestJourneys.event(ExamStatus.REJECTED));
    assertThat(rejected.facets().decision()).isEqualTo(Decision.REJECTED);
    assertThat(rejected.superfluousAttempt()).isPresent();
  }

  /** The provider did not agree: the patient may still take the exam that was missed. */
  @Test
  void an_invite_that_was_only_missed_is_not_taken_back() {
    JourneyState anew =
        Cancelling.answered(
                corrected(TestStates.invited(TestJourneys.leader())),
                new CancelOutcome.Decided(ExamStatus.MISSED),
                true,
                TestStates.NOW)
            .state();
    assertThat(anew.attempt(1).takenBack()).isFalse();
    assertThat(TestStates.told(anew, TestJourneys.event(ExamStatus.APPROVED)).isCleared()).isTrue();
  }

  private static JourneyState newInviteSent() {
    return TestStates.told(
        invitedAnew(TestStates.invited(TestJourneys.leader())).sending(TestStates.NOW).state(),
        InviteAnswer.sent(2, TestStates.NOW.now(), TestStates.SECOND_PATIENT_EXAM));
  }

  private static ConsultationCompleted approvalOfNew() {
    return TestJourneys.event(
        2, TestStates.SECOND_PATIENT_EXAM, ExamStatus.APPROVED, "approval of the new one");
  }

  private static RecordDecision approvedByHand() {
    return new RecordDecision(TestJourneys.origin("by-hand"), ExamStatus.APPROVED, "portal, 10:42");
  }

  private static JourneyState invitedAnew(JourneyState invited) {
    JourneyState asked = corrected(invited);
    assertThat(asked.mustCancel()).isTrue();
    return Cancelling.answered(asked, new CancelOutcome.Cancelled(), true, TestStates.NOW).state();
  }

  private static JourneyState corrected(JourneyState state) {
    return TestStates.told(state, correction());
  }

  private static CorrectContact correction() {
    return new CorrectContact(TestJourneys.origin("correct"), 1);
  }
}
