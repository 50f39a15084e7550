package org.patientjourney.workflows.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.patientjourney.workflows.JourneyStory;
import org.patientjourney.workflows.TestJourneys;
import org.patientjourney.workflows.TestStates;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.command.OutcomeCommand.Cancel;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.CallPause;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.journey.Standing;
import org.patientjourney.workflows.line.Phases;

/** Calls to the provider are paused by command for longer than the calls may be retried. */
class PauseStoryTest {
  private static final Duration LONG = Duration.ofHours(3);

  /** Between looks for the release. */
  private static final Duration LOOK = Duration.ofMinutes(3);

  private static JourneyStory pausedBefore(JourneyStory story) {
    story.pauses.begin();
    return story.start();
  }

  @Test
  void an_invite_waits_without_hold_alarm_or_growing_history_and_goes_out_once() {
    try (JourneyStory story = pausedBefore(new JourneyStory(TestJourneys.sender()))) {
      int events = story.historyLength();
      Standing standing = Phases.RULES.standing(story.state());
      assertThat(standing.next()).contains("paused", "GET /pauses", "the invite is sent");
      assertThat(standing.owner()).isEqualTo(Owner.OPERATIONS);

      story.after(LONG);
      assertThat(story.historyLength()).isEqualTo(events);
      assertThat(story.invites.sent()).isEmpty();
      assertThat(story.state().holds()).isEmpty();

      story.pauses.release();
      story.after(LOOK);
      assertThat(story.invites.sent()).containsExactly(1);
      assertThat(story.state().invite()).isEqualTo(InviteStatus.SENT);
      assertThat(story.state().isPaused()).isFalse();
      assertThat(story.record.alarms()).isEmpty();
      assertThat(story.record.journal())
          .containsSubsequence(
              JournalKind.INVITE_SENDING,
              JournalKind.CALLS_PAUSED,
              JournalKind.CALLS_RESUMED,
              JournalKind.INVITE_SENT);
    }
  }

  @Test
  void the_time_of_the_pause_does_not_make_an_invite_overdue_that_fails_after_it() {
    try (JourneyStory story = pausedBefore(new JourneyStory(TestJourneys.sender()))) {
      story.after(LONG);
      for (int call = 0; call < 20; call++) {
        story.invites.answers(new InviteActivities.SendOutcome.RetryLater(Duration.ofMinutes(10)));
      }
      story.pauses.release();
      story.after(Duration.ofMinutes(50));
      assertThat(story.state().hasHold(HoldReason.INVITE_OVERDUE)).isFalse();

      story.after(Duration.ofMinutes(30));
      assertThat(story.state().hasHold(HoldReason.INVITE_OVERDUE)).isTrue();
    }
  }

  @Test
  void the_other_journeys_of_the_meeting_are_not_overdue_either() {
    try (JourneyStory story = pausedBefore(new JourneyStory(TestJourneys.other()))) {
      story.after(LONG);
      assertThat(story.state().holds()).isEmpty();
      assertThat(story.record.alarms()).isEmpty();

      story.pauses.release();
      story.after(Duration.ofMinutes(30));
      assertThat(story.state().holds()).isEmpty();
      story.after(Duration.ofMinutes(40));
      assertThat(story.record.alarms()).containsExactly(AlarmKind.INVITE_OVERDUE);

      story.answer(InviteAnswer.sent(1, TestJourneys.ORDERED_AT, TestJourneys.PATIENT_EXAM));
      assertThat(story.state().holds()).isEmpty();
    }
  }

  @Test
  void an_event_is_applied_while_a_reminder_waits_which_is_not_sent_after_it() {
    try (JourneyStory story = JourneyStory.byStandard(TestJourneys.sender()).start()) {
      story.pauses.begin();
      story.after(Duration.ofDays(3).plusHours(1));
      assertThat(story.state().isPaused()).isTrue();

      story.event(ExamStatus.APPROVED).ends();
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.APPROVED);
      assertThat(story.invites.resent()).isEmpty();
    }
  }

  @Test
  void a_cancellation_waits_and_then_happens_once() {
    try (JourneyStory story = new JourneyStory(TestJourneys.sender()).start()) {
      story.pauses.begin();
      story.command(new Cancel(TestJourneys.origin("c-1")));
      story.event(ExamStatus.DEFERRED);
      story.after(LONG);
      assertThat(story.invites.cancelled()).isZero();
      assertThat(story.state().isCancelRequested()).isTrue();
      assertThat(story.state().reports()).hasSize(1);

      story.pauses.release();
      story.after(LOOK).ends();
      assertThat(story.invites.cancelled()).isEqualTo(1);
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.CANCELLED);
    }
  }

  @Test
  void answers_are_given_after_the_release_and_not_once_the_exam_is_decided() {
    try (JourneyStory given = new JourneyStory(TestJourneys.answered());
        JourneyStory decided = new JourneyStory(TestJourneys.answered())) {
      JourneyState invited = invited(given);
      assertThat(invited.isPaused()).isTrue();
      assertThat(given.preFills.attempts()).isEmpty();
      given.pauses.release();
      given.after(LOOK);
      assertThat(given.preFills.attempts()).containsExactly(1);

      invited(decided);
      decided.event(ExamStatus.APPROVED).ends();
      assertThat(decided.preFills.attempts()).isEmpty();
    }
  }

  /** The pause begins after the invite's call. */
  private static JourneyState invited(JourneyStory story) {
    story.record.during(JournalKind.INVITE_SENT, story.pauses::begin);
    return story.start().state();
  }

  @Test
  void a_run_that_is_started_anew_during_a_pause_waits_again() {
    JourneyState paused =
        JourneyState.atStart(TestJourneys.sender())
            .awaitingAnswer(1, TestStates.NOW)
            .withPause(new CallPause(TestStates.NOW.now(), null));
    try (JourneyStory story = pausedBefore(new JourneyStory(paused))) {
      story.after(LONG);
      assertThat(story.state().isPaused()).isTrue();
      assertThat(story.state().holds()).isEmpty();

      story.pauses.release();
      story.after(LOOK);
      assertThat(story.invites.sent()).containsExactly(1);
    }
  }
}
