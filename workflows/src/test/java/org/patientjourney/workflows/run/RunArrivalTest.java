package org.patientjourney.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.patientjourney.workflows.JourneyStory;
import org.patientjourney.workflows.TestJourneys;
import org.patientjourney.workflows.TestStates;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.command.JourneyCommand;
import org.patientjourney.workflows.command.JourneyCommand.Release;
import org.patientjourney.workflows.command.OutcomeCommand.Cancel;
import org.patientjourney.workflows.command.OutcomeCommand.Close;
import org.patientjourney.workflows.event.ConsultationCompleted;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.journey.Stage;
import org.patientjourney.workflows.line.Phases;

/** What arrives while a run claims its journey or closes it. */
class RunArrivalTest {
  @Test
  void a_decision_that_arrives_while_the_journey_is_being_closed_is_left_to_reopen_it() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      story.after(Duration.ofDays(31));
      story.record.during(
          JournalKind.CLOSED, () -> story.signal(TestJourneys.event(ExamStatus.APPROVED)));
      story.after(Duration.ofDays(7)).ends();

      assertThat(story.outcome()).isEqualTo(Closure.Outcome.EXPIRED);
      assertThat(story.state().facets().decision()).isEqualTo(Decision.PENDING);
      assertThat(story.record.deliveries()).as("not applied: it is signalled again").isEmpty();
    }
  }

  @Test
  void a_rejection_that_arrives_while_the_approval_is_being_recorded_is_merged_before_the_end() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      story.record.awaits(TestJourneys.event(ExamStatus.REJECTED).deliveryId());
      story.record.during(
          JournalKind.CONSULTATION_REPORTED,
          () -> story.signal(TestJourneys.event(ExamStatus.REJECTED)));
      story.event(ExamStatus.APPROVED);

      assertThat(story.state().hasHold(HoldReason.CONTRADICTION)).isTrue();
      assertThat(story.record.journal()).doesNotContain(JournalKind.CLOSED);
    }
  }

  @Test
  void a_journey_is_not_closed_before_a_stored_delivery_is_applied() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      ConsultationCompleted rejected = TestJourneys.event(ExamStatus.REJECTED);
      story.record.awaits(rejected.deliveryId());
      story.event(ExamStatus.APPROVED).after(Duration.ofMinutes(1));
      assertThat(story.state().isClosed()).isFalse();
      assertThat(story.state().holds()).isEmpty();

      story.event(rejected);
      assertThat(story.state().hasHold(HoldReason.CONTRADICTION)).isTrue();
      assertThat(story.state().isClosed()).isFalse();
    }
  }

  @Test
  void a_journey_closes_when_the_delivery_turns_out_to_belong_to_another() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      WebhookDeliveryId delivery = TestJourneys.event(ExamStatus.REJECTED).deliveryId();
      story.record.awaits(delivery);
      story.event(ExamStatus.APPROVED);
      assertThat(story.state().isClosed()).isFalse();

      story.record.awaitsNoMore(delivery);
      story.after(Duration.ofMinutes(1)).ends();
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.APPROVED);
    }
  }

  @Test
  void a_delivery_that_cannot_be_applied_holds_the_journey_and_a_person_may_end_it() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      story.record.awaits(TestJourneys.event(ExamStatus.REJECTED).deliveryId());
      story.event(ExamStatus.APPROVED).after(Duration.ofMinutes(12));
      assertThat(story.state().hasHold(HoldReason.DELIVERY_NOT_APPLIED)).isTrue();
      assertThat(story.record.alarms()).containsExactly(AlarmKind.DELIVERY_NOT_APPLIED);

      story.command(new Release(TestJourneys.origin("c-1"), HoldReason.DELIVERY_NOT_APPLIED));
      story.after(Duration.ofMinutes(12));
      assertThat(story.state().hasHold(HoldReason.DELIVERY_NOT_APPLIED))
          .as("it still is not applied")
          .isTrue();
      story.command(new Close(TestJourneys.origin("c-2")));
      story.ends();
    }
  }

  @Test
  void a_delivery_that_is_applied_after_all_ends_the_hold_and_the_journey() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      ConsultationCompleted again = TestJourneys.event(ExamStatus.APPROVED);
      story.record.awaits(again.deliveryId());
      story.event(ExamStatus.APPROVED).after(Duration.ofMinutes(12));
      assertThat(story.state().hasHold(HoldReason.DELIVERY_NOT_APPLIED)).isTrue();

      story.event(again).ends();
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.APPROVED);
    }
  }

  @Test
  void an_approval_that_is_stored_while_the_provider_cancels_is_a_contradiction() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      ConsultationCompleted approved = TestJourneys.event(ExamStatus.APPROVED);
      story.record.awaits(approved.deliveryId());
      story.command(new Cancel(TestJourneys.origin("c-1")));
      assertThat(story.state().isClosed()).isFalse();
      assertThat(story.state().isCancelAccepted()).isTrue();
      assertThat(Phases.RULES.standing(story.state()).stage()).isEqualTo(Stage.CANCELLING);

      story.event(approved);
      assertThat(story.state().hasHold(HoldReason.CONTRADICTION)).isTrue();
      assertThat(story.state().isCleared()).isFalse();
      assertThat(story.record.alarms()).contains(AlarmKind.CONTRADICTION);
    }
  }

  @Test
  void the_provider_is_asked_to_cancel_once_while_a_delivery_keeps_the_journey_open() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      WebhookDeliveryId delivery = TestJourneys.event(ExamStatus.MISSED).deliveryId();
      story.record.awaits(delivery);
      story.command(new Cancel(TestJourneys.origin("c-1")));
      story.after(Duration.ofHours(1));
      assertThat(story.state().hasHold(HoldReason.DELIVERY_NOT_APPLIED)).isTrue();
      assertThat(story.invites.cancelled()).isEqualTo(1);

      story.record.awaitsNoMore(delivery);
      story.command(new Release(TestJourneys.origin("c-2"), HoldReason.DELIVERY_NOT_APPLIED));
      story.ends();
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.CANCELLED);
    }
  }

  /** An expired link does not close a journey while a decision is stored and unapplied. */
  @Test
  void an_expired_journey_waits_for_a_stored_delivery_without_being_closed_again_and_again() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      story.record.awaits(TestJourneys.event(ExamStatus.APPROVED).deliveryId());
      story.after(Duration.ofDays(39));
      assertThat(story.state().isClosed()).isFalse();
      assertThat(story.record.alarms()).containsExactly(AlarmKind.DELIVERY_NOT_APPLIED);

      story.event(ExamStatus.APPROVED);
      assertThat(story.state().hasHold(HoldReason.DELIVERY_NOT_APPLIED)).isFalse();
    }
  }

  @Test
  void an_approval_is_recorded_without_the_closing_while_another_delivery_is_unapplied() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      story.record.awaits(TestJourneys.event(ExamStatus.REJECTED).deliveryId());
      story.event(ExamStatus.APPROVED);
      assertThat(story.state().decision()).isEqualTo(Decision.APPROVED);
      assertThat(story.state().isClosed()).isFalse();

      story.event(ExamStatus.REJECTED);
      assertThat(story.state().hasHold(HoldReason.CONTRADICTION)).isTrue();
      assertThat(story.record.journal()).doesNotContain(JournalKind.CLOSED);
    }
  }

  @Test
  void a_command_that_arrives_while_the_journey_is_being_closed_fails_and_the_run_ends() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      AtomicReference<CompletableFuture<Long>> given = new AtomicReference<>();
      story.record.during(
          JournalKind.CLOSED,
          () ->
              given.set(
                  CompletableFuture.supplyAsync(
                      () -> accepted(story, new Close(TestJourneys.origin("c-1"))).join())));
      story.event(ExamStatus.APPROVED).ends();

      assertThat(story.outcome()).isEqualTo(Closure.Outcome.APPROVED);
      CompletableFuture<Long> answer = Objects.requireNonNull(given.get());
      assertThat(answer).failsWithin(Duration.ofSeconds(10));
    }
  }

  @Test
  void a_command_that_arrives_while_the_journey_is_being_claimed_is_recorded_after_it()
      throws Exception {
    JourneyState refused =
        TestStates.merged(
            JourneyState.atStart(TestJourneys.sender()),
            InviteAnswer.refused(1, TestJourneys.ORDERED_AT, HoldReason.KEY_REFUSED, null));
    try (JourneyStory story = new JourneyStory(refused)) {
      story.record.down(true);
      story.start();
      CompletableFuture<Long> answer =
          accepted(story, new Release(TestJourneys.origin("c-1"), HoldReason.KEY_REFUSED));
      story.record.down(false);
      story.after(Duration.ofMinutes(1));

      assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(refused.revision() + 1);
      assertThat(story.record.journal()).startsWith(JournalKind.HOLD_RELEASED);
      assertThat(story.invites.sent()).containsExactly(2);
    }
  }

  /** The answer to come of a command that the run has taken up. */
  private static CompletableFuture<Long> accepted(JourneyStory story, JourneyCommand command) {
    return WorkflowStub.fromTyped(story.journey)
        .startUpdate("command", WorkflowUpdateStage.ACCEPTED, Long.class, command)
        .getResultAsync();
  }
}
