package org.patientjourney.workflows.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patientjourney.workflows.JourneyStory;
import org.patientjourney.workflows.TestJourneys;
import org.patientjourney.workflows.TestStates;
import org.patientjourney.workflows.command.InviteCommand.ConfirmHandover;
import org.patientjourney.workflows.command.InviteCommand.CorrectContact;
import org.patientjourney.workflows.command.OutcomeCommand.Cancel;
import org.patientjourney.workflows.command.OutcomeCommand.RecordDecision;
import org.patientjourney.workflows.event.ConsultationCompleted;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.fact.Cancellation;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.fact.Prescription.RxStatus;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.Facets;
import org.patientjourney.workflows.journey.Facets.Handover;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.meeting.CancellationPhase;
import org.patientjourney.workflows.meeting.InviteActivities.CancelOutcome;
import org.patientjourney.workflows.meeting.InvitePhase;
import org.patientjourney.workflows.meeting.ResendPhase;
import org.patientjourney.workflows.policy.JourneyPolicy;

/** A contact that is corrected after the invite went out by the wrong one. */
class CorrectContactTest {
  @Test
  void an_unsent_invite_uses_the_corrected_contact() {
    JourneyState waiting = JourneyState.atStart(TestJourneys.sender());
    JourneyState corrected = corrected(waiting);
    assertThat(corrected.cancellation()).isNull();
    assertThat(corrected.facets()).isEqualTo(waiting.facets());
    assertThat(InvitePhase.mustSend(corrected)).isTrue();
  }

  @Test
  void the_old_invite_is_over_and_the_new_one_is_sent() {
    JourneyState anew = invitedAnew(TestStates.invited(TestJourneys.sender()));
    assertThat(anew.attempt(1).status()).isEqualTo(InviteStatus.REPLACED);
    assertThat(anew.cancellation()).isNull();
    assertThat(anew.isClosed()).isFalse();
    assertThat(InvitePhase.mustSend(anew)).isTrue();
    assertThat(anew.attemptToSend()).isEqualTo(2);
  }

  /** A patient who has the old link needs the new one. */
  @Test
  void the_new_invite_needs_a_handover_of_its_own() {
    JourneyState handedOver =
        TestStates.merged(
            TestStates.invited(TestJourneys.contactedByClinic()),
            new ConfirmHandover(TestJourneys.origin("h-1")));
    assertThat(handedOver.facets().handover()).isEqualTo(Handover.CONFIRMED);

    assertThat(invitedAnew(handedOver).facets().handover()).isEqualTo(Handover.NOT_DUE);
  }

  @Test
  void a_new_invite_ends_the_holds_of_the_superseded_one() {
    JourneyState unreached = TestStates.invited(TestJourneys.contactedByClinic());
    assertThat(unreached.hasHold(HoldReason.HANDOVER)).isTrue();

    assertThat(invitedAnew(unreached).holds()).isEmpty();
  }

  /** The meeting's other exams keep the invite that they have. */
  @Test
  void a_journey_is_invited_anew_in_a_meeting_of_its_own() {
    JourneyState anew = invitedAnew(TestStates.invited(TestJourneys.other()));
    assertThat(anew.terms().isSender()).isTrue();
    assertThat(InvitePhase.mustSend(anew)).isTrue();
  }

  @Test
  void a_correction_is_refused_for_a_decided_exam_and_during_a_cancellation() {
    JourneyState invited = TestStates.invited(TestJourneys.sender());
    JourneyState approved = TestStates.merged(invited, TestJourneys.event(ExamStatus.APPROVED));
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

  /** An examination with the wrong contact does not count for the new invite. */
  @ParameterizedTest
  @EnumSource(names = {"APPROVED", "REJECTED"})
  void a_decision_under_the_superseded_invite_is_a_contradiction(ExamStatus status) {
    JourneyState decided = TestStates.merged(newInviteSent(), TestJourneys.event(status));
    assertThat(decided.hasHold(HoldReason.CONTRADICTION)).isTrue();
    assertThat(decided.facets().decision()).isEqualTo(Decision.PENDING);
    assertThat(decided.isCleared()).isFalse();
    assertThat(Phases.RULES.isOver(decided)).isFalse();
    assertThat(CancellationPhase.superfluousAttempt(decided))
        .as("the new invite to take back")
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"APPROVED", "REJECTED", "DEFERRED", "UNKNOWN"})
  void a_report_of_the_superseded_invite_does_not_confirm_the_new_handover(ExamStatus status) {
    JourneyState before = JourneyState.atStart(TestJourneys.followUp());
    JourneyState due = before.withFollowUpReady(TestJourneys.ORDERED_AT);
    JourneyState followUp =
        anew(
            TestStates.merged(
                due, InviteAnswer.sent(1, TestJourneys.ORDERED_AT, TestJourneys.PATIENT_EXAM)));
    assertThat(followUp.facets().handover()).isEqualTo(Handover.AWAITING_CLINIC);

    JourneyState merged = TestStates.merged(followUp, TestJourneys.event(status));
    assertThat(merged.facets().handover()).isEqualTo(Handover.AWAITING_CLINIC);
    assertThat(merged.hasHold(HoldReason.HANDOVER)).isTrue();
    assertThat(merged.isOwedFollowUp()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"APPROVED", "REJECTED", "DEFERRED", "UNKNOWN"})
  void a_report_of_the_superseded_invite_does_not_stop_the_new_invite(ExamStatus status) {
    JourneyState anew = invitedAnew(TestStates.invited(TestJourneys.sender()));
    JourneyState merged = TestStates.merged(anew, TestJourneys.event(status));
    assertThat(InvitePhase.mustSend(merged)).isTrue();
    assertThat(new InvitePhase().isOpen(merged)).isTrue();
  }

  @Test
  void a_decision_by_the_superseded_invite_cancels_the_new_one() {
    JourneyState approved =
        TestStates.merged(newInviteSent(), TestJourneys.event(ExamStatus.APPROVED));
    JourneyState confirmed = TestStates.merged(approved, approvedByHand());
    assertThat(confirmed.hasHold(HoldReason.CONTRADICTION)).isFalse();
    assertThat(confirmed.isCleared()).isTrue();
    assertThat(CancellationPhase.superfluousAttempt(confirmed)).isPresent();
  }

  @Test
  void a_decision_by_the_new_invite_keeps_it() {
    JourneyState both =
        TestStates.merged(
            newInviteSent(), TestJourneys.event(ExamStatus.REJECTED), approvalOfNew());
    assertThat(both.hasHold(HoldReason.CONTRADICTION)).isTrue();
    assertThat(both.isCleared()).isFalse();

    JourneyState confirmed = TestStates.merged(both, approvedByHand());
    assertThat(confirmed.isCleared()).isTrue();
    assertThat(CancellationPhase.superfluousAttempt(confirmed)).isEmpty();
  }

  @Test
  void the_approval_of_the_new_invite_needs_no_confirmation() {
    JourneyState approved = TestStates.merged(newInviteSent(), approvalOfNew());
    assertThat(approved.isCleared()).isTrue();

    JourneyState both = TestStates.merged(approved, TestJourneys.event(ExamStatus.APPROVED));
    assertThat(both.isCleared()).isTrue();
    assertThat(both.hasHold(HoldReason.CONTRADICTION)).isFalse();
    assertThat(both.approvedAt()).hasValue(approvalOfNew().receivedAt());
  }

  /** The medicine may be on its way to the wrong address. */
  @Test
  void
      a_prescription_under_the_superseded_invite_is_a_contradiction_whichever_attempt_is_approved() {
    JourneyState prescribed =
        TestStates.merged(
            newInviteSent(),
            TestJourneys.prescribed(TestStates.NOW.now(), 884, "9001"),
            approvalOfNew());
    assertThat(prescribed.hasHold(HoldReason.CONTRADICTION)).isTrue();
    assertThat(prescribed.isCleared()).isFalse();

    JourneyState confirmed = TestStates.merged(prescribed, approvedByHand());
    assertThat(confirmed.isCleared()).isTrue();
  }

  /** The old link may still work, despite the provider's answer. */
  @Test
  void an_invite_that_was_missed_before_it_was_cancelled_is_superseded_too() {
    JourneyState anew =
        CancellationPhase.answered(
                corrected(TestStates.invited(TestJourneys.sender())),
                new CancelOutcome.Decided(ExamStatus.MISSED),
                TestStates.NOW)
            .state();
    JourneyState approved = TestStates.merged(anew, TestJourneys.event(ExamStatus.APPROVED));
    assertThat(approved.hasHold(HoldReason.CONTRADICTION)).isTrue();
    assertThat(approved.isCleared()).isFalse();
  }

  @Test
  void no_attempt_before_the_correction_counts() {
    JourneyState twice = TestStates.invitedTwice(TestJourneys.sender());
    JourneyState anew = invitedAnew(twice);
    assertThat(anew.attempts()).extracting(Attempt::superseded).containsOnly(true);
    assertThat(anew.attempts()).extracting(Attempt::status).containsOnly(InviteStatus.REPLACED);
  }

  /** Re-invited and refused: nothing is to be cancelled, and yet all that went out was wrong. */
  @Test
  void invites_before_a_refused_attempt_are_superseded_too() {
    JourneyState refused =
        TestStates.merged(
            InvitePhase.sending(TestStates.reInvited(TestJourneys.sender()), TestStates.NOW)
                .state(),
            InviteAnswer.refused(2, TestStates.NOW.now(), HoldReason.NEEDS_INPUT, "/patient"));
    JourneyState sentAgain = corrected(refused);
    assertThat(InvitePhase.mustSend(sentAgain)).isTrue();

    JourneyState approved =
        TestStates.merged(
            InvitePhase.sending(sentAgain, TestStates.NOW).state(),
            TestJourneys.event(ExamStatus.APPROVED));
    assertThat(approved.hasHold(HoldReason.CONTRADICTION)).isTrue();
    assertThat(approved.isCleared()).isFalse();
    assertThat(InvitePhase.mustSend(approved)).isTrue();
  }

  /** Asked to cancel, the provider may say that a decision was faster: then that one counts. */
  @Test
  void an_invite_that_is_being_cancelled_still_counts() {
    JourneyState asked = corrected(TestStates.invited(TestJourneys.sender()));
    JourneyState approved = TestStates.merged(asked, TestJourneys.event(ExamStatus.APPROVED));
    assertThat(approved.isCleared()).isTrue();
  }

  @Test
  void the_same_correction_again_takes_nothing_back() {
    JourneyState anew = newInviteSent();
    assertThat(corrected(anew)).isEqualTo(anew);
  }

  @Test
  void the_same_decision_under_the_new_invite_ends_the_contradiction() {
    JourneyState both =
        TestStates.merged(
            newInviteSent(), TestJourneys.event(ExamStatus.APPROVED), approvalOfNew());
    assertThat(both.holds()).isEmpty();
    assertThat(both.isCleared()).isTrue();
  }

  @Test
  void a_missed_new_invite_is_resent_beside_the_question() {
    JourneyState missed =
        TestStates.merged(
            newInviteSent(), TestJourneys.event(ExamStatus.APPROVED), ofNew(ExamStatus.MISSED));
    assertThat(missed.hasHold(HoldReason.CONTRADICTION)).isTrue();
    assertThat(ResendPhase.requested(missed)).isPresent();
  }

  /** It went to the old address, under a superseded attempt. */
  @Test
  void medicine_and_parcels_of_the_old_invite_fulfil_nothing_of_the_new_one() {
    JourneyState merged =
        TestStates.merged(
            anew(TestStates.invited(TestJourneys.packageOrdered())),
            approvalOfNew(),
            TestJourneys.shipped(TestStates.NOW.now(), "9001", "hash-1"));
    assertThat(merged.hasHold(HoldReason.CONTRADICTION)).as("a parcel alone").isTrue();

    JourneyState confirmed =
        TestStates.merged(
            merged, TestJourneys.prescribed(TestStates.NOW.now(), 884, "9001"), approvedByHand());
    assertThat(confirmed.isCleared()).isTrue();
    assertThat(confirmed.facets().fulfilment()).isEqualTo(Facets.Fulfilment.AWAITING_PRESCRIPTION);
  }

  @Test
  void prescriptions_of_a_superseded_invite_count_when_a_person_decides_by_it() {
    JourneyState confirmed =
        TestStates.merged(
            anew(TestStates.invited(TestJourneys.packageOrdered())),
            TestJourneys.event(ExamStatus.APPROVED),
            TestJourneys.prescribed(TestStates.NOW.now(), 884, "9001"),
            approvedByHand());
    assertThat(confirmed.isCleared()).isTrue();
    assertThat(confirmed.facets().fulfilment()).isEqualTo(Facets.Fulfilment.PRESCRIBED);
  }

  @Test
  void a_deferral_of_the_old_invite_starts_no_review_of_the_new_one() {
    JourneyState deferred =
        TestStates.merged(
            newInviteSent(), TestJourneys.event(ExamStatus.DEFERRED), ofNew(ExamStatus.DEFERRED));
    assertThat(Phases.RULES.deadline(deferred, JourneyPolicy.STANDARD))
        .isEqualTo(TestStates.NOW.now().plus(JourneyPolicy.STANDARD.reviewOverdue()));
  }

  /** A cancellation is about the new invite too. */
  @Test
  void a_correction_can_still_be_cancelled() {
    JourneyState asked = corrected(TestStates.invited(TestJourneys.sender()));
    Cancel cancel = new Cancel(TestJourneys.origin("cancel"));
    assertThat(cancel.refusal(asked)).isEmpty();

    JourneyState ended =
        CancellationPhase.answered(
                TestStates.merged(asked, cancel), new CancelOutcome.Cancelled(null), TestStates.NOW)
            .state();
    assertThat(ended.settledOutcome()).isEqualTo(Closure.Outcome.CANCELLED);
    assertThat(Phases.RULES.isOver(ended)).isTrue();
  }

  @Test
  void a_follow_up_whose_replacement_is_refused_is_owed_all_the_same() {
    JourneyState asked = corrected(TestStates.invited(TestJourneys.followUp()));
    JourneyState refused =
        CancellationPhase.answered(
                asked.withCancellation(Cancellation.toReplace(TestStates.NOW.now())),
                new CancelOutcome.Decided(ExamStatus.DEFERRED),
                TestStates.NOW)
            .state();
    assertThat(refused.isOwedFollowUp()).isTrue();
  }

  /** A report of a cancelled exam must not invite the patient again. */
  @Test
  void nothing_is_sent_once_the_cancellation_is_accepted() {
    JourneyState anew = invitedAnew(TestStates.invited(TestJourneys.sender()));
    assertThat(InvitePhase.mustSend(anew)).isTrue();
    JourneyState accepted = anew.withCancellation(Cancellation.accepted(TestStates.NOW.now()));
    assertThat(InvitePhase.mustSend(accepted)).isFalse();
  }

  /** A person is asked; the journey must not close behind their back. */
  @Test
  void a_contradiction_does_not_expire_with_the_link() {
    JourneyState decided =
        TestStates.merged(newInviteSent(), TestJourneys.event(ExamStatus.APPROVED));
    try (JourneyStory story = new JourneyStory(decided, JourneyPolicy.STANDARD).start()) {
      story.after(Duration.ofDays(60));
      assertThat(story.state().hasHold(HoldReason.LINK_EXPIRED)).isTrue();
      assertThat(story.state().isClosed()).isFalse();
    }
  }

  private static JourneyState newInviteSent() {
    return anew(TestStates.invited(TestJourneys.sender()));
  }

  /** Corrected, taken back, and invited anew. */
  private static JourneyState anew(JourneyState invited) {
    return TestStates.merged(
        InvitePhase.sending(invitedAnew(invited), TestStates.NOW).state(),
        InviteAnswer.sent(2, TestStates.NOW.now(), TestStates.SECOND_PATIENT_EXAM));
  }

  private static ConsultationCompleted approvalOfNew() {
    return ofNew(ExamStatus.APPROVED);
  }

  /** What the provider says of the new invite. */
  private static ConsultationCompleted ofNew(ExamStatus status) {
    return new ConsultationCompleted(
        new WebhookDeliveryId(new UUID(0, 2)),
        2,
        TestStates.SECOND_PATIENT_EXAM,
        status,
        RxStatus.NOT_TOLD,
        true,
        "the new one is " + status,
        TestStates.NOW.now());
  }

  private static RecordDecision approvedByHand() {
    return new RecordDecision(TestJourneys.origin("by-hand"), ExamStatus.APPROVED, "portal, 10:42");
  }

  private static JourneyState invitedAnew(JourneyState invited) {
    JourneyState asked = corrected(invited);
    assertThat(CancellationPhase.mustCancel(asked)).isTrue();
    return CancellationPhase.answered(asked, new CancelOutcome.Cancelled(null), TestStates.NOW)
        .state();
  }

  private static JourneyState corrected(JourneyState state) {
    return TestStates.merged(state, correction());
  }

  private static CorrectContact correction() {
    return new CorrectContact(TestJourneys.origin("correct"), 1);
  }
}
