package org.patientjourney.workflows.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.patientjourney.workflows.JourneyStory;
import org.patientjourney.workflows.TestJourneys;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.command.InviteCommand.ReInvite;
import org.patientjourney.workflows.command.InviteCommand.ResendInvite;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.Resend;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change.AppliedDelivery;
import org.patientjourney.workflows.journey.Facets.Handover;
import org.patientjourney.workflows.line.NextStep;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.policy.JourneyPolicy;

/**
 * The link is sent again: by reminders, for a missed exam, by a person; or replaced by a new one.
 */
class ResendStoryTest {
  private static JourneyStory invited() {
    return JourneyStory.byStandard(TestJourneys.sender()).start();
  }

  @Test
  void a_patient_who_does_not_take_the_exam_is_reminded_twice_which_extends_the_link() {
    try (JourneyStory story = invited()) {
      story.after(Duration.ofDays(3));
      assertThat(story.invites.resent()).containsExactly("REMINDER:1");
      story.after(Duration.ofDays(7));
      assertThat(story.invites.resent()).containsExactly("REMINDER:1", "REMINDER:2");

      story.after(Duration.ofDays(29));
      assertThat(story.state().holds()).as("30 days from the last sending").isEmpty();
      story.after(Duration.ofDays(1));
      assertThat(story.state().hasHold(HoldReason.LINK_EXPIRED)).isTrue();
      assertThat(story.invites.resent()).hasSize(2);
    }
  }

  @Test
  void no_reminder_is_sent_for_an_exam_that_was_decided_deferred_or_held() {
    try (JourneyStory story = invited()) {
      story.event(ExamStatus.DEFERRED).after(Duration.ofDays(12));
      assertThat(story.invites.resent()).isEmpty();
    }
  }

  @Test
  void a_refused_reminder_is_noted_and_the_journey_goes_on() {
    try (JourneyStory story = invited()) {
      story.invites.answersResend(Resend.Status.REFUSED);
      story.after(Duration.ofDays(4));
      assertThat(story.record.journal()).contains(JournalKind.RESEND_REFUSED);
      assertThat(story.state().holds()).isEmpty();
      story.event(ExamStatus.APPROVED).ends();
    }
  }

  @Test
  void a_reminder_that_cannot_be_sent_is_sent_later() {
    try (JourneyStory story = invited()) {
      story.invites.unreachable(true);
      story.after(Duration.ofDays(3)).after(Duration.ofHours(2));
      assertThat(story.record.journal())
          .doesNotContain(JournalKind.RESEND_UNKNOWN, JournalKind.INVITE_RESENT);

      story.invites.unreachable(false);
      story.after(Duration.ofMinutes(15));
      assertThat(story.invites.resent()).containsExactly("REMINDER:1");
      assertThat(story.record.journal()).contains(JournalKind.INVITE_RESENT);
    }
  }

  /** Ordered, and so due, at one in the morning. */
  @Test
  void a_reminder_waits_for_the_patients_send_hours() {
    try (JourneyStory story = JourneyStory.byStandard(TestJourneys.orderedAtNight()).start()) {
      story.after(Duration.ofDays(3)).after(Duration.ofHours(7));
      assertThat(story.invites.resent()).isEmpty();
      story.after(Duration.ofHours(2));
      assertThat(story.invites.resent()).containsExactly("REMINDER:1");
    }
  }

  @Test
  void a_resend_for_a_missed_exam_waits_for_send_hours_and_a_persons_does_not() {
    try (JourneyStory story = JourneyStory.byStandard(TestJourneys.orderedAtNight()).start()) {
      story.event(ExamStatus.MISSED).after(Duration.ofHours(7));
      assertThat(story.invites.resent()).isEmpty();
      assertThat(NextStep.of(story.state(), JourneyPolicy.STANDARD).what())
          .contains("within send hours");
      assertThat(new ResendInvite(TestJourneys.origin("c-0")).refusal(story.state()))
          .hasValueSatisfying(why -> assertThat(why).contains("within send hours"));
      story.after(Duration.ofHours(2));
      assertThat(story.invites.resent()).containsExactly("NO_DECISION:5101");

      story.after(Duration.ofHours(13)).command(new ResendInvite(TestJourneys.origin("c-1")));
      assertThat(story.invites.resent()).containsExactly("NO_DECISION:5101", "COMMAND:c-1");
    }
  }

  @Test
  void a_decision_at_night_replaces_the_pending_resend() {
    try (JourneyStory story = JourneyStory.byStandard(TestJourneys.orderedAtNight()).start()) {
      story.event(ExamStatus.MISSED).event(ExamStatus.APPROVED).ends();
      assertThat(story.invites.resent()).isEmpty();
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.APPROVED);
    }
  }

  @Test
  void a_decision_is_not_kept_waiting_by_a_reminder_that_cannot_be_sent() {
    try (JourneyStory story = invited()) {
      story.invites.unreachable(true);
      story.after(Duration.ofDays(3)).after(Duration.ofHours(2));
      story.event(ExamStatus.APPROVED).after(Duration.ofMinutes(5)).ends();
      assertThat(story.invites.resent()).isEmpty();
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.APPROVED);
    }
  }

  @Test
  void a_clinic_that_contacts_its_patients_is_asked_to_remind_them() {
    try (JourneyStory story =
        JourneyStory.byStandard(TestJourneys.contactedByClinic())
            .start()
            .after(Duration.ofDays(4))) {
      assertThat(story.invites.resent()).isEmpty();
      assertThat(story.record.alarms()).contains(AlarmKind.REMIND_PATIENT);
    }
  }

  @Test
  void a_missed_exam_is_offered_once_more_and_then_awaited_again() {
    try (JourneyStory story = invited()) {
      story.event(ExamStatus.MISSED);
      assertThat(story.invites.resent()).containsExactly("NO_DECISION:5101");
      assertThat(story.state().facets().decision()).isEqualTo(Decision.PENDING);
      assertThat(story.state().holds()).isEmpty();

      story.event(TestJourneys.eventAt(story.now(), ExamStatus.MISSED, "again"));
      assertThat(story.invites.resent()).as("only one is tried").hasSize(1);
      assertThat(story.state().hasHold(HoldReason.MISSED)).isTrue();
    }
  }

  @Test
  void a_redelivery_after_the_resend_is_recorded_as_a_duplicate_and_holds_nothing() {
    try (JourneyStory story = invited()) {
      story.event(TestJourneys.eventAt(story.now(), ExamStatus.MISSED));
      story.after(Duration.ofHours(23));
      story.event(TestJourneys.eventAt(story.now(), ExamStatus.MISSED));

      assertThat(story.state().facets().decision()).isEqualTo(Decision.PENDING);
      assertThat(story.state().holds()).isEmpty();
      assertThat(story.record.deliveries())
          .extracting(AppliedDelivery::effect)
          .containsExactly(AppliedDelivery.Effect.FACT, AppliedDelivery.Effect.DUPLICATE);
      assertThat(story.record.journal()).endsWith(JournalKind.DUPLICATE_RECEIVED);
    }
  }

  @Test
  void a_resend_for_a_missed_exam_hands_the_link_to_the_clinic_again() {
    try (JourneyStory story = JourneyStory.byStandard(TestJourneys.contactedByClinic()).start()) {
      story.event(ExamStatus.NOT_APPLICABLE);
      assertThat(story.state().facets().handover()).isEqualTo(Handover.AWAITING_CLINIC);
      assertThat(story.state().hasHold(HoldReason.HANDOVER)).isTrue();
    }
  }

  @Test
  void a_resend_that_was_refused_or_is_unknown_holds_a_missed_exam() {
    for (Resend.Status answer :
        new Resend.Status[] {Resend.Status.REFUSED, Resend.Status.UNKNOWN}) {
      try (JourneyStory story = invited()) {
        story.invites.answersResend(answer);
        story.event(ExamStatus.MISSED);
        assertThat(story.state().hasHold(HoldReason.MISSED)).as("%s", answer).isTrue();
        assertThat(story.state().facets().decision()).isEqualTo(Decision.MISSED);
      }
    }
  }

  @Test
  void a_missed_exam_is_re_invited_by_a_new_attempt_whose_decision_counts() {
    try (JourneyStory story = invited()) {
      story.invites.answersResend(Resend.Status.REFUSED);
      story.event(ExamStatus.MISSED);
      story.command(new ReInvite(TestJourneys.origin("c-1")));

      assertThat(story.invites.sent()).containsExactly(1, 2);
      assertThat(story.state().facets().decision()).isEqualTo(Decision.PENDING);
      assertThat(story.state().holds()).isEmpty();
      assertThat(story.state().attempt(1).status()).isEqualTo(InviteStatus.REPLACED);

      story.event(ExamStatus.MISSED);
      assertThat(story.state().facets().decision())
          .as("the first attempt's report come again")
          .isEqualTo(Decision.PENDING);

      story
          .event(TestJourneys.event(2, TestJourneys.PATIENT_EXAM, ExamStatus.APPROVED, "new"))
          .ends();
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.APPROVED);
      assertThat(story.invites.cancelled()).isZero();
    }
  }

  @Test
  void a_journey_that_is_re_invited_sends_for_a_meeting_of_its_own() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.other())) {
      story.answer(
          org.patientjourney.workflows.event.InviteAnswer.sent(
              1, TestJourneys.ORDERED_AT, new PatientExamId("601002")));
      story.event(TestJourneys.event(1, new PatientExamId("601002"), ExamStatus.MISSED, "missed"));
      story.command(new ReInvite(TestJourneys.origin("c-1")));

      assertThat(story.state().terms().meetingId()).isEqualTo(MeetingId.sentBy(TestJourneys.OTHER));
      assertThat(story.invites.sent()).containsExactly(2);
    }
  }

  @Test
  void an_earlier_attempt_that_decides_after_all_takes_the_pending_one_back() {
    try (JourneyStory story = invited()) {
      story.invites.answersResend(Resend.Status.REFUSED);
      story.event(ExamStatus.MISSED);
      story.command(new ReInvite(TestJourneys.origin("c-1")));

      story.event(ExamStatus.APPROVED).ends();
      assertThat(story.invites.cancelled()).isEqualTo(1);
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.APPROVED);
      assertThat(story.state().attempt(2).status()).isEqualTo(InviteStatus.CANCELLED);
    }
  }

  @Test
  void a_person_resends_a_pending_invite_and_no_other() {
    try (JourneyStory story = invited()) {
      story.command(new ResendInvite(TestJourneys.origin("c-1")));
      assertThat(story.invites.resent()).containsExactly("COMMAND:c-1");
      story.command(new ResendInvite(TestJourneys.origin("c-1")));
      assertThat(story.invites.resent()).as("the same command again").hasSize(1);
      story.command(new ResendInvite(TestJourneys.origin("c-2")));
      story.command(new ResendInvite(TestJourneys.origin("c-3")));
      assertThatThrownBy(() -> story.command(new ResendInvite(TestJourneys.origin("c-4"))))
          .hasStackTraceContaining("the provider takes 3 resends");
    }
  }

  @Test
  void a_re_invite_is_refused_while_the_first_link_still_works() {
    try (JourneyStory story = invited()) {
      assertThatThrownBy(() -> story.command(new ReInvite(TestJourneys.origin("c-1"))))
          .hasStackTraceContaining("the patient's link still works");
      assertThat(story.invites.sent()).containsExactly(1);
    }
  }

  @Test
  void an_open_hold_raises_an_alarm_every_three_days() {
    try (JourneyStory story = invited()) {
      story.event(ExamStatus.UNKNOWN).after(Duration.ofDays(7));
      assertThat(story.record.journal().stream().filter(JournalKind.HOLD_OVERDUE::equals))
          .hasSize(2);
      assertThat(story.record.alarms()).contains(AlarmKind.HOLD_OVERDUE);
    }
  }
}
