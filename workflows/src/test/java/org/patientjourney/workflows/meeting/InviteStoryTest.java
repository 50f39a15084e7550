package org.patientjourney.workflows.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.patientjourney.workflows.JourneyStory;
import org.patientjourney.workflows.TestJourneys;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.command.InviteCommand.ConfirmInvite;
import org.patientjourney.workflows.command.InviteCommand.SendInviteAgain;
import org.patientjourney.workflows.command.JourneyCommand.Release;
import org.patientjourney.workflows.command.OutcomeCommand.Close;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Facets.Handover;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.journey.Stage;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.meeting.InviteActivities.SendOutcome;
import org.patientjourney.workflows.order.JourneyTerms;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;

/** From the order to an invite that the provider has. */
class InviteStoryTest {
  private static final InviteAnswer UNKNOWN = InviteAnswer.unknown(1, TestJourneys.ORDERED_AT);

  private static InviteAnswer refused(HoldReason reason) {
    return InviteAnswer.refused(1, TestJourneys.ORDERED_AT, reason, null);
  }

  private static JourneyStory answered(JourneyTerms terms, InviteAnswer answer) {
    JourneyStory story = new JourneyStory(terms);
    story.invites.answers(answer);
    return story.start();
  }

  @Test
  void a_journey_of_anothers_invite_never_sends_and_gets_the_answer_from_the_outbox() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.other())) {
      assertThat(story.invites.sent()).isEmpty();
      assertThat(Phases.RULES.standing(story.state()).stage()).isEqualTo(Stage.ORDERED);

      story.answer(InviteAnswer.sent(1, TestJourneys.ORDERED_AT, new PatientExamId("601002")));
      assertThat(Phases.RULES.standing(story.state()).stage())
          .isEqualTo(Stage.AWAITING_CONSULTATION);
      assertThat(story.state().attempt(1).patientExamId()).isEqualTo(new PatientExamId("601002"));

      long revision = story.state().revision();
      story.answer(InviteAnswer.sent(1, TestJourneys.ORDERED_AT, new PatientExamId("601002")));
      assertThat(story.state().revision()).as("an applied answer is ignored").isEqualTo(revision);
    }
  }

  @Test
  void an_unknown_invite_is_never_sent_again_by_itself_and_its_token_brings_it_back() {
    try (JourneyStory story = answered(TestJourneys.sender(), UNKNOWN)) {
      assertThat(Phases.RULES.standing(story.state()).stage()).isEqualTo(Stage.INVITE_UNKNOWN);
      story.after(Duration.ofDays(10));
      assertThat(story.invites.sent()).containsExactly(1);
      assertThat(story.state().hasHold(HoldReason.INVITE_UNKNOWN))
          .as("after an hour a person is asked")
          .isTrue();
      assertThat(story.record.alarms()).containsExactly(AlarmKind.INVITE_UNKNOWN);
      assertThat(story.record.toldOthers()).containsExactly(UNKNOWN);

      story.event(ExamStatus.DEFERRED);
      assertThat(story.state().facets().invite()).isEqualTo(InviteStatus.SENT);
      assertThat(story.state().attempt(1).patientExamId()).isEqualTo(TestJourneys.PATIENT_EXAM);

      story.event(ExamStatus.APPROVED).ends();
      assertThat(story.invites.sent()).containsExactly(1);
    }
  }

  @Test
  void a_late_answer_resolves_an_unknown_invite() {
    try (JourneyStory story = answered(TestJourneys.sender(), UNKNOWN)) {
      story.answer(InviteAnswer.sent(1, TestJourneys.ORDERED_AT, TestJourneys.PATIENT_EXAM));
      assertThat(Phases.RULES.standing(story.state()).stage())
          .isEqualTo(Stage.AWAITING_CONSULTATION);
    }
  }

  @Test
  void an_unknown_invite_asks_a_person_at_once_when_only_the_clinic_contacts_patients() {
    try (JourneyStory story = answered(TestJourneys.contactedByClinic(), UNKNOWN)) {
      assertThat(story.state().hasHold(HoldReason.INVITE_UNKNOWN)).isTrue();
      assertThat(story.record.alarms()).containsExactly(AlarmKind.INVITE_UNKNOWN);

      story.command(new ConfirmInvite(TestJourneys.origin("c-1"), new PatientExamId("601009")));
      assertThat(story.state().facets().invite()).isEqualTo(InviteStatus.SENT);
      assertThat(story.state().hasHold(HoldReason.INVITE_UNKNOWN)).isFalse();
      assertThat(story.state().facets().handover()).isEqualTo(Handover.AWAITING_CLINIC);
      assertThat(story.state().hasHold(HoldReason.HANDOVER)).isTrue();
    }
  }

  @Test
  void a_person_may_send_an_unknown_invite_again_as_a_new_attempt() {
    try (JourneyStory story = answered(TestJourneys.sender(), UNKNOWN)) {
      story.command(new SendInviteAgain(TestJourneys.origin("c-1")));
      assertThat(story.invites.sent()).containsExactly(1, 2);
      assertThat(Phases.RULES.standing(story.state()).stage())
          .isEqualTo(Stage.AWAITING_CONSULTATION);
    }
  }

  @Test
  void nothing_is_sent_again_once_an_earlier_attempt_turned_out_to_exist() {
    try (JourneyStory story = answered(TestJourneys.sender(), UNKNOWN)) {
      story.invites.earlierAttemptExists();
      story.command(new SendInviteAgain(TestJourneys.origin("c-1")));
      assertThat(story.invites.sent()).containsExactly(1);
      assertThat(story.record.journal()).contains(JournalKind.INVITE_EXISTS);
      assertThat(story.state().facets().invite()).isEqualTo(InviteStatus.UNKNOWN);
      assertThat(story.state().hasHold(HoldReason.INVITE_UNKNOWN)).isTrue();
    }
  }

  @Test
  void two_invites_that_may_both_be_open_raise_an_alarm() {
    try (JourneyStory story = answered(TestJourneys.sender(), UNKNOWN)) {
      story.command(new SendInviteAgain(TestJourneys.origin("c-1")));
      story.event(
          TestJourneys.event(1, new PatientExamId("600999"), ExamStatus.DEFERRED, "digest"));
      assertThat(story.record.alarms()).containsExactly(AlarmKind.TWO_INVITES);
    }
  }

  @Test
  void a_refused_invite_is_held_until_released_and_then_sent_once_more() {
    try (JourneyStory story =
        answered(TestJourneys.sender(), refused(HoldReason.PROVIDER_NOT_CONFIGURED))) {
      story.after(Duration.ofDays(100));
      assertThat(story.invites.sent()).containsExactly(1);
      assertThat(Phases.RULES.standing(story.state()).stage()).isEqualTo(Stage.HELD);

      story.command(new Release(TestJourneys.origin("c-1"), HoldReason.PROVIDER_NOT_CONFIGURED));
      assertThat(story.invites.sent()).containsExactly(1, 2);
      assertThat(story.state().holds()).isEmpty();
      story.command(new Release(TestJourneys.origin("c-1"), HoldReason.PROVIDER_NOT_CONFIGURED));
      assertThat(story.invites.sent()).as("the same command id again").containsExactly(1, 2);
    }
  }

  @Test
  void a_late_refusal_of_an_earlier_attempt_sends_nothing() {
    try (JourneyStory story = answered(TestJourneys.sender(), UNKNOWN)) {
      story.invites.answers(InviteAnswer.unknown(2, TestJourneys.ORDERED_AT));
      story.command(new SendInviteAgain(TestJourneys.origin("c-1")));
      story.answer(refused(HoldReason.KEY_REFUSED));

      assertThat(story.state().hasHold(HoldReason.KEY_REFUSED)).isFalse();
      assertThatThrownBy(
              () -> story.command(new Release(TestJourneys.origin("c-2"), HoldReason.KEY_REFUSED)))
          .rootCause()
          .hasMessageContaining("expected a hold KEY_REFUSED");
      assertThat(story.invites.sent()).containsExactly(1, 2);
    }
  }

  @Test
  void a_person_may_close_a_journey_whose_invite_cannot_be_sent() {
    try (JourneyStory story = new JourneyStory(TestJourneys.sender())) {
      story.invites.answers(new SendOutcome.RetryLater(Duration.ofMinutes(10)));
      story.start();
      story.command(new Close(TestJourneys.origin("c-1")));
      assertThat(story.ends().outcome()).isEqualTo(Closure.Outcome.CLOSED_BY_PERSON);
    }
  }

  @Test
  void a_decision_that_arrives_before_the_senders_answer_is_no_second_invite() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.other())) {
      story.event(ExamStatus.APPROVED).ends();
      assertThat(story.record.alarms()).isEmpty();
    }
  }

  @Test
  void a_journey_cannot_release_a_hold_of_its_sender() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.other())) {
      story.answer(refused(HoldReason.AGREEMENTS_UNSIGNED));
      assertThatThrownBy(
              () ->
                  story.command(
                      new Release(TestJourneys.origin("c-1"), HoldReason.AGREEMENTS_UNSIGNED)))
          .rootCause()
          .hasMessageContaining(TestJourneys.SENDER.value());

      story.answer(InviteAnswer.sent(2, TestJourneys.ORDERED_AT, new PatientExamId("601002")));
      assertThat(story.state().holds()).isEmpty();
    }
  }

  @Test
  void an_attempt_that_was_not_sent_is_tried_again_and_raises_an_alarm_after_an_hour() {
    try (JourneyStory story = new JourneyStory(TestJourneys.sender())) {
      for (int i = 0; i < 9; i++) {
        story.invites.answers(new SendOutcome.RetryLater(Duration.ofMinutes(10)));
      }
      story.start().after(Duration.ofMinutes(65));
      assertThat(story.invites.sent()).containsOnly(1).hasSize(7);
      assertThat(story.state().hasHold(HoldReason.INVITE_OVERDUE)).isTrue();
      assertThat(story.record.alarms()).containsExactly(AlarmKind.INVITE_OVERDUE);

      story.after(Duration.ofMinutes(30));
      assertThat(story.state().holds()).isEmpty();
      assertThat(Phases.RULES.standing(story.state()).stage())
          .isEqualTo(Stage.AWAITING_CONSULTATION);
    }
  }

  @Test
  void half_an_hour_of_failures_is_held() {
    try (JourneyStory story = new JourneyStory(TestJourneys.sender())) {
      story.invites.fails();
      story.start().after(Duration.ofMinutes(27));
      assertThat(Phases.RULES.standing(story.state()).stage()).isEqualTo(Stage.INVITING);

      story.after(Duration.ofMinutes(4));
      assertThat(story.state().facets().invite()).isEqualTo(InviteStatus.UNKNOWN);
      assertThat(story.state().hasHold(HoldReason.INVITE_UNKNOWN)).isTrue();
      assertThat(story.record.alarms()).containsExactly(AlarmKind.INVITE_UNKNOWN);
      assertThat(story.record.toldOthers()).hasSize(1);
    }
  }

  @Test
  void a_failure_before_anything_was_sent_costs_a_retry_and_no_invite() {
    try (JourneyStory story = new JourneyStory(TestJourneys.sender())) {
      story.invites.fails();
      story.start();
      story.invites.recovers();
      story.after(Duration.ofMinutes(1));
      assertThat(Phases.RULES.standing(story.state()).stage())
          .isEqualTo(Stage.AWAITING_CONSULTATION);
      assertThat(story.state().attempts()).hasSize(1);
    }
  }

  @Test
  void a_restarted_run_takes_a_started_attempt_up_again_under_its_number() {
    Moment moment = new Moment(TestJourneys.ORDERED_AT, JourneyPolicy.STANDARD);
    JourneyState sending =
        InvitePhase.sending(JourneyState.atStart(TestJourneys.sender()), moment)
            .state()
            .withRevision(1);
    try (JourneyStory story = new JourneyStory(sending).start()) {
      assertThat(story.invites.sent()).containsExactly(1);
      assertThat(story.state().attempts()).hasSize(1);
    }
  }
}
