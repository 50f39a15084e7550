package org.patientjourney.workflows.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.patientjourney.workflows.JourneyStory;
import org.patientjourney.workflows.TestJourneys;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.command.JourneyCommand.HoldJourney;
import org.patientjourney.workflows.command.JourneyCommand.Release;
import org.patientjourney.workflows.command.OutcomeCommand.Cancel;
import org.patientjourney.workflows.command.OutcomeCommand.Close;
import org.patientjourney.workflows.command.OutcomeCommand.RecordDecision;
import org.patientjourney.workflows.event.ConsultationCompleted;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.Cancellation;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.Prescription.RxStatus;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.meeting.InviteActivities.CancelOutcome;
import org.patientjourney.workflows.meeting.InviteActivities.SendOutcome;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;

/** A journey that a person stops: cancelled, held, or decided by hand. */
class CancelStoryTest {
  private static JourneyStory invited() {
    return JourneyStory.byStandard(TestJourneys.sender()).start();
  }

  private static Cancel cancel() {
    return new Cancel(TestJourneys.origin("c-1"));
  }

  @Test
  void a_pending_exam_is_cancelled_at_the_provider() {
    try (JourneyStory story = invited()) {
      story.command(cancel());
      story.ends();
      assertThat(story.invites.cancelled()).isEqualTo(1);
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.CANCELLED);
    }
  }

  @Test
  void a_decision_made_before_the_cancellation_wins_and_its_event_is_awaited() {
    try (JourneyStory story = invited()) {
      story.invites.answersCancel(new CancelOutcome.Decided(ExamStatus.APPROVED));
      story.command(cancel());
      assertThat(story.state().facets().decision())
          .as("a refusal to cancel is no approval")
          .isEqualTo(Decision.PENDING);
      story.event(ExamStatus.APPROVED).ends();
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.APPROVED);
    }
  }

  @Test
  void a_decision_that_the_provider_claims_and_no_event_brings_is_asked_about() {
    try (JourneyStory story = invited()) {
      story.invites.answersCancel(new CancelOutcome.Decided(ExamStatus.REJECTED));
      story.command(cancel());
      story.after(Duration.ofHours(2));
      assertThat(story.state().hasHold(HoldReason.DECISION_NOT_RECEIVED)).isTrue();
      assertThat(story.record.alarms()).contains(AlarmKind.DECISION_NOT_RECEIVED);

      story.command(
          new RecordDecision(
              TestJourneys.origin("c-2"), ExamStatus.REJECTED, "seen in the portal"));
      story.ends();
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.REJECTED);
    }
  }

  @Test
  void a_cancellation_waits_for_the_answer_to_the_invite() {
    try (JourneyStory story =
        new JourneyStory(JourneyState.atStart(TestJourneys.sender()), JourneyPolicy.STANDARD)) {
      story.invites.answers(InviteAnswer.unknown(1, TestJourneys.ORDERED_AT));
      story.start();
      story.command(cancel());
      assertThat(story.invites.cancelled()).isZero();

      story.answer(InviteAnswer.sent(1, TestJourneys.ORDERED_AT, TestJourneys.PATIENT_EXAM));
      story.ends();
      assertThat(story.invites.cancelled()).isEqualTo(1);
    }
  }

  @Test
  void a_journey_that_was_not_sent_is_left_out() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.other())) {
      story.invites.answersCancel(new CancelOutcome.NeverSent());
      story.command(cancel());
      story.ends();
      assertThat(story.record.journal()).contains(JournalKind.NEVER_SENT);
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.CANCELLED);
    }
  }

  @Test
  void a_journey_that_another_is_just_sending_is_cancelled_once_its_id_is_known() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.other())) {
      story.invites.answersCancel(new CancelOutcome.BeingSent(1));
      story.command(cancel());
      assertThat(story.state().isClosed()).isFalse();

      story.answer(InviteAnswer.sent(1, TestJourneys.ORDERED_AT, new PatientExamId("601002")));
      story.ends();
      assertThat(story.invites.cancelled()).isEqualTo(2);
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.CANCELLED);
    }
  }

  @Test
  void a_sender_that_waits_to_send_sends_for_the_others_and_leaves_itself_out() {
    try (JourneyStory story =
        new JourneyStory(JourneyState.atStart(TestJourneys.sender()), JourneyPolicy.STANDARD)) {
      story.invites.answers(new SendOutcome.RetryLater(Duration.ofMinutes(5)));
      story.invites.answers(InviteAnswer.leftOut(1, TestJourneys.ORDERED_AT));
      story.start();
      story.command(cancel());
      assertThat(story.state().isClosed()).isFalse();

      story.after(Duration.ofMinutes(6)).ends();
      assertThat(story.invites.sent()).containsExactly(1, 1);
      assertThat(story.invites.cancelled()).as("there is nothing to cancel").isZero();
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.CANCELLED);
    }
  }

  @Test
  void a_failed_cancellation_raises_an_alarm_and_is_repeated_by_a_release() {
    try (JourneyStory story = invited()) {
      story.invites.answersCancel(new CancelOutcome.Refused());
      story.command(cancel());
      assertThat(story.state().hasHold(HoldReason.CANCEL_FAILED)).isTrue();

      story.command(new Release(TestJourneys.origin("c-2"), HoldReason.CANCEL_FAILED));
      story.ends();
      assertThat(story.invites.cancelled()).isEqualTo(2);
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.CANCELLED);
    }
  }

  @Test
  void a_cancellation_in_temporal_is_the_same_request_and_the_run_ends_as_cancelled() {
    try (JourneyStory story = invited()) {
      WorkflowStub run = WorkflowStub.fromTyped(story.journey);
      run.cancel();
      assertThatThrownBy(story::ends).isInstanceOf(WorkflowFailedException.class);
      assertThat(run.describe().getStatus())
          .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED);
      assertThat(story.invites.cancelled()).isEqualTo(1);
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.CANCELLED);
    }
  }

  @Test
  void a_run_that_was_cancelled_in_temporal_still_takes_facts_and_commands() {
    try (JourneyStory story = invited()) {
      story.invites.answersCancel(new CancelOutcome.Decided(ExamStatus.DEFERRED));
      WorkflowStub.fromTyped(story.journey).cancel();
      story.after(Duration.ofMinutes(1));
      assertThat(story.state().cancellation())
          .extracting(Cancellation::status)
          .isEqualTo(Cancellation.Status.REFUSED);

      story.event(ExamStatus.DEFERRED);
      story.command(new HoldJourney(TestJourneys.origin("c-2")));
      story.command(new Close(TestJourneys.origin("c-3")));
      assertThatThrownBy(story::ends).isInstanceOf(WorkflowFailedException.class);
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.CLOSED_BY_PERSON);
    }
  }

  @Test
  void an_approval_after_an_accepted_cancellation_is_a_contradiction() {
    try (JourneyStory story = invited()) {
      story.command(cancel());
      story.ends();
      JourneyState reopened =
          Phases.RULES
              .merge(
                  story.state().reopened(),
                  TestJourneys.event(ExamStatus.APPROVED),
                  new Moment(story.now(), JourneyPolicy.STANDARD))
              .state();
      assertThat(reopened.hasHold(HoldReason.CONTRADICTION)).isTrue();
      assertThat(Phases.RULES.isOver(reopened)).isFalse();
    }
  }

  @Test
  void a_held_journey_sends_nothing_until_it_is_released() {
    try (JourneyStory story = invited()) {
      story.command(new HoldJourney(TestJourneys.origin("c-1")));
      story.after(Duration.ofDays(5));
      assertThat(story.invites.resent()).as("no reminder while held").isEmpty();

      story.command(new Release(TestJourneys.origin("c-2"), HoldReason.HELD_BY_PERSON));
      story.after(Duration.ofMinutes(1));
      assertThat(story.invites.resent()).containsExactly("REMINDER:1");
    }
  }

  @Test
  void a_decision_by_hand_overrules_a_contradiction() {
    try (JourneyStory story = invited()) {
      story.event(ExamStatus.DEFERRED);
      story.command(new HoldJourney(TestJourneys.origin("c-1")));
      story.event(ExamStatus.APPROVED).event(ExamStatus.REJECTED);
      assertThat(story.state().hasHold(HoldReason.CONTRADICTION)).isTrue();

      story.command(
          new RecordDecision(TestJourneys.origin("c-2"), ExamStatus.REJECTED, "portal, 10:42"));
      assertThat(story.state().facets().decision()).isEqualTo(Decision.REJECTED);
      story.command(new Release(TestJourneys.origin("c-3"), HoldReason.HELD_BY_PERSON));
      story.ends();
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.REJECTED);
    }
  }

  @Test
  void a_decision_by_hand_does_not_overrule_later_events() {
    try (JourneyStory story = invited()) {
      story.command(new HoldJourney(TestJourneys.origin("c-1")));
      story.command(
          new RecordDecision(TestJourneys.origin("c-2"), ExamStatus.APPROVED, "portal, 10:42"));
      story.event(
          new ConsultationCompleted(
              new WebhookDeliveryId(UUID.randomUUID()),
              1,
              TestJourneys.PATIENT_EXAM,
              ExamStatus.REJECTED,
              RxStatus.NOT_TOLD,
              true,
              "digest",
              story.now()));
      assertThat(story.state().hasHold(HoldReason.CONTRADICTION)).isTrue();
    }
  }
}
