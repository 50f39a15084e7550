package org.patientjourney.workflows.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.patientjourney.workflows.JourneyStory;
import org.patientjourney.workflows.TestJourneys;
import org.patientjourney.workflows.TestStates;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.command.InviteCommand.SendInviteAgain;
import org.patientjourney.workflows.command.OutcomeCommand.RecordDecision;
import org.patientjourney.workflows.event.ConsultationCompleted;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.fact.Resend;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.meeting.InviteActivities.CancelOutcome;
import org.patientjourney.workflows.policy.JourneyPolicy;

/** A patient who was invited twice: either attempt may still decide the exam. */
class SecondAttemptTest {
  private static final ConsultationCompleted FIRST_APPROVED =
      TestJourneys.event(ExamStatus.APPROVED);

  private static InviteAnswer keyRefused(int attempt) {
    return InviteAnswer.refused(attempt, TestStates.NOW.now(), HoldReason.KEY_REFUSED, null);
  }

  /** The first attempt is unknown, and the second is being sent. */
  private static JourneyState sentAgain() {
    JourneyState unknown =
        TestStates.merged(
            InvitePhase.sending(JourneyState.atStart(TestJourneys.sender()), TestStates.NOW)
                .state(),
            InviteAnswer.unknown(1, TestJourneys.ORDERED_AT),
            new SendInviteAgain(TestJourneys.origin("again")));
    return InvitePhase.sending(unknown, TestStates.NOW).state();
  }

  @Test
  void a_second_invite_that_could_not_be_cancelled_is_not_followed_by_a_third() {
    JourneyState approved =
        TestStates.merged(TestStates.invitedTwice(TestJourneys.sender()), FIRST_APPROVED);
    JourneyState settled =
        approved.withAttempt(
            CancellationPhase.superfluousAttempt(approved)
                .orElseThrow()
                .with(InviteStatus.REPLACED));
    assertThat(Phases.RULES.isOver(settled)).isTrue();

    JourneyState closed = settled.close(settled.settledOutcome(), TestStates.NOW).state();
    JourneyState reopened = TestStates.reopened(closed);
    assertThat(InvitePhase.mustSend(reopened)).isFalse();
    assertThat(Phases.RULES.isOver(reopened)).isTrue();
  }

  @Test
  void two_attempts_that_decide_differently_are_a_contradiction_and_nothing_more_is_sent() {
    JourneyState twice = TestStates.invitedTwice(TestJourneys.prescription());
    try (JourneyStory story = new JourneyStory(twice, JourneyPolicy.STANDARD)) {
      story.invites.answersCancel(new CancelOutcome.Decided(ExamStatus.REJECTED));
      // On a busy machine a second of virtual time passes before an activity has ended.
      story.start().event(FIRST_APPROVED).after(Duration.ofMinutes(1));
      assertThat(story.record.alarms()).contains(AlarmKind.TWO_INVITES);

      story
          .event(
              TestJourneys.event(
                  2, TestStates.SECOND_PATIENT_EXAM, ExamStatus.REJECTED, "digest-of-second"))
          .after(Duration.ofMinutes(1));
      assertThat(story.state().hasHold(HoldReason.CONTRADICTION)).isTrue();
      assertThat(story.invites.sent()).isEmpty();
    }
  }

  @Test
  void an_attempt_that_waits_to_be_tried_again_is_given_up_when_the_first_is_approved() {
    JourneyState sending =
        InvitePhase.sending(TestStates.reInvited(TestJourneys.sender()), TestStates.NOW).state();
    assertThat(InvitePhase.mustSend(sending)).isTrue();

    JourneyState approved = TestStates.merged(sending, FIRST_APPROVED);
    assertThat(InvitePhase.mustSend(approved)).isFalse();
    assertThat(Phases.RULES.isOver(approved)).isTrue();
  }

  @Test
  void a_refused_second_invite_holds_nothing_once_the_first_is_approved() {
    JourneyState sending =
        InvitePhase.sending(TestStates.reInvited(TestJourneys.sender()), TestStates.NOW).state();
    JourneyState refused = TestStates.merged(sending, keyRefused(2));
    assertThat(refused.hasHold(HoldReason.KEY_REFUSED)).isTrue();

    assertThat(Phases.RULES.isOver(TestStates.merged(refused, FIRST_APPROVED))).isTrue();
  }

  /** Two links work, so an operator must tell the patient which one counts. */
  @Test
  void a_report_of_an_unknown_invite_after_the_next_one_raises_an_alarm() {
    JourneyState twice =
        TestStates.merged(
            sentAgain(),
            InviteAnswer.sent(2, TestStates.NOW.now(), TestStates.SECOND_PATIENT_EXAM));
    ConsultationCompleted missed = TestJourneys.event(ExamStatus.MISSED);

    Change merged = Phases.RULES.merge(twice, missed, TestStates.NOW);
    assertThat(merged.alarms()).containsExactly(new Alarm(AlarmKind.TWO_INVITES, "attempt-1"));

    JourneyState reInvited = TestStates.invitedTwice(TestJourneys.sender());
    assertThat(
            Phases.RULES
                .merge(
                    reInvited,
                    TestJourneys.event(
                        1, TestJourneys.PATIENT_EXAM, ExamStatus.NOT_APPLICABLE, "late"),
                    TestStates.NOW)
                .alarms())
        .as("of an attempt that was replaced")
        .isEmpty();
  }

  @Test
  void a_re_invite_replaces_an_earlier_attempt_that_turned_out_to_live() {
    JourneyState missed =
        TestStates.merged(sentAgain(), keyRefused(2), TestJourneys.event(ExamStatus.MISSED));
    JourneyState held = TestStates.resent(missed, Resend.Status.REFUSED);
    assertThat(held.isInvited()).as("by the first attempt").isTrue();

    assertThat(TestStates.reInvite().refusal(held)).isEmpty();
    assertThat(InvitePhase.mustSend(TestStates.merged(held, TestStates.reInvite()))).isTrue();
  }

  @Test
  void a_decision_that_only_the_provider_knows_can_be_recorded_although_the_last_was_refused() {
    JourneyState refused =
        TestStates.merged(
            InvitePhase.sending(TestStates.reInvited(TestJourneys.sender()), TestStates.NOW)
                .state(),
            keyRefused(2));
    JourneyState asked =
        TestStates.deadlinePassed(
            TestStates.cancelRefused(refused, ExamStatus.APPROVED), Duration.ofHours(4));
    assertThat(asked.hasHold(HoldReason.DECISION_NOT_RECEIVED)).isTrue();

    RecordDecision seen =
        new RecordDecision(TestJourneys.origin("seen"), ExamStatus.APPROVED, "portal");
    assertThat(seen.refusal(asked)).isEmpty();
    assertThat(TestStates.merged(asked, seen).facets().decision()).isEqualTo(Decision.APPROVED);
  }

  /** Answers come by the outbox, in any order: the invite that it has is the meeting's. */
  @Test
  void an_earlier_attempt_that_left_it_out_does_not_take_it_out_of_the_meeting_of_its_invite() {
    InviteAnswer leftOut = InviteAnswer.leftOut(1, TestJourneys.ORDERED_AT);
    InviteAnswer sent = InviteAnswer.sent(2, TestStates.NOW.now(), TestStates.SECOND_PATIENT_EXAM);
    JourneyState member = JourneyState.atStart(TestJourneys.other());

    JourneyState late = TestStates.merged(member, sent, leftOut);
    assertThat(late.terms().meetingId()).isEqualTo(member.terms().meetingId());
    assertThat(late.isInvited()).isTrue();
    assertThat(InvitePhase.mustSend(late)).isFalse();
  }
}
