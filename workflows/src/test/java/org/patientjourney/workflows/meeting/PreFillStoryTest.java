package org.patientjourney.workflows.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.patientjourney.workflows.JourneyStory;
import org.patientjourney.workflows.TestJourneys;
import org.patientjourney.workflows.TestStates;
import org.patientjourney.workflows.command.InviteCommand.CorrectContact;
import org.patientjourney.workflows.command.JourneyCommand.HoldJourney;
import org.patientjourney.workflows.command.JourneyCommand.Release;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.Attempt.PreFill;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.meeting.InviteActivities.CancelOutcome;
import org.patientjourney.workflows.policy.JourneyPolicy;

/** Answers that the order brought along, and contacts that were wrong in it. */
class PreFillStoryTest {
  @Test
  void answers_are_given_once_when_the_invite_is_there() {
    try (JourneyStory story = JourneyStory.byStandard(TestJourneys.answered()).start()) {
      assertThat(story.preFills.attempts()).containsExactly(1);
      assertThat(story.state().attempt(1).preFill()).isEqualTo(PreFill.ALL);
      story.after(Duration.ofDays(5)).event(ExamStatus.APPROVED).ends();
      assertThat(story.preFills.attempts()).containsExactly(1);
    }
  }

  @Test
  void nothing_is_answered_while_a_person_holds_the_journey() {
    JourneyState held =
        TestStates.merged(
            TestStates.invited(TestJourneys.answered()),
            new HoldJourney(TestJourneys.origin("c-1")));
    try (JourneyStory story = new JourneyStory(held, JourneyPolicy.STANDARD).start()) {
      assertThat(story.preFills.attempts()).isEmpty();
      story.command(new Release(TestJourneys.origin("c-2"), HoldReason.HELD_BY_PERSON));
      assertThat(story.preFills.attempts()).containsExactly(1);
    }
  }

  @Test
  void without_answers_the_provider_is_not_asked() {
    try (JourneyStory story = JourneyStory.byStandard(TestJourneys.sender()).start()) {
      assertThat(story.preFills.attempts()).isEmpty();
    }
  }

  @Test
  void a_failed_pre_fill_leaves_the_questions_to_the_patient() {
    try (JourneyStory story = JourneyStory.byStandard(TestJourneys.answered())) {
      story.preFills.fails();
      story.start().after(Duration.ofMinutes(2));
      assertThat(story.state().attempt(1).preFill()).isEqualTo(PreFill.NONE);
      assertThat(story.state().holds()).isEmpty();
      assertThat(story.record.alarms()).isEmpty();
      story.event(ExamStatus.APPROVED).ends();
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.APPROVED);
    }
  }

  @Test
  void a_corrected_contact_cancels_what_was_sent_and_invites_anew() {
    try (JourneyStory story = JourneyStory.byStandard(TestJourneys.answered()).start()) {
      story.command(new CorrectContact(TestJourneys.origin("c-1"), 1));
      assertThat(story.invites.cancelled()).isEqualTo(1);
      assertThat(story.invites.sent()).containsExactly(1, 2);
      assertThat(story.preFills.attempts()).containsExactly(1, 2);
      assertThat(story.state().isClosed()).isFalse();
      assertThat(story.state().cancellation()).isNull();
      assertThat(story.record.journal())
          .contains(JournalKind.CONTACT_CORRECTED, JournalKind.INVITE_TAKEN_BACK);
      story
          .event(TestJourneys.event(2, TestJourneys.PATIENT_EXAM, ExamStatus.APPROVED, "second"))
          .ends();
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.APPROVED);
    }
  }

  @Test
  void a_decision_before_a_correction_wins() {
    try (JourneyStory story = JourneyStory.byStandard(TestJourneys.sender()).start()) {
      story.invites.answersCancel(new CancelOutcome.Decided(ExamStatus.APPROVED));
      story.command(new CorrectContact(TestJourneys.origin("c-1"), 1));
      assertThat(story.invites.sent()).containsExactly(1);
      story.event(ExamStatus.APPROVED).ends();
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.APPROVED);
    }
  }

  @Test
  void a_correction_answers_what_the_provider_refused_of_the_order() {
    try (JourneyStory story = JourneyStory.byStandard(TestJourneys.sender())) {
      story.invites.answers(
          InviteAnswer.refused(
              1, TestJourneys.ORDERED_AT, HoldReason.NEEDS_INPUT, "/patient/phone"));
      story.start();
      assertThat(story.state().hasHold(HoldReason.NEEDS_INPUT)).isTrue();
      story.command(new CorrectContact(TestJourneys.origin("c-1"), 1));
      assertThat(story.state().holds()).isEmpty();
      assertThat(story.invites.sent()).containsExactly(1, 2);
      assertThat(story.invites.cancelled()).isZero();
    }
  }
}
