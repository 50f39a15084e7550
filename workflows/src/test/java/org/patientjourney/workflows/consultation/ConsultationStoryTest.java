package org.patientjourney.workflows.consultation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.patientjourney.workflows.JourneyStory;
import org.patientjourney.workflows.TestJourneys;
import org.patientjourney.workflows.TestStates;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.command.JourneyCommand;
import org.patientjourney.workflows.command.JourneyCommand.Release;
import org.patientjourney.workflows.event.ConsultationCompleted;
import org.patientjourney.workflows.event.DeliveryUnreadable;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.hold.Hold;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change.AppliedDelivery;
import org.patientjourney.workflows.journey.Facets;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.journey.Stage;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;

/** From the invite to the decision. */
class ConsultationStoryTest {
  @Test
  void an_approval_closes_the_journey() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      story.after(Duration.ofHours(5)).event(ExamStatus.APPROVED).ends();

      assertThat(story.outcome()).isEqualTo(Closure.Outcome.APPROVED);
      assertThat(story.record.journal())
          .containsExactly(
              JournalKind.INVITE_SENDING,
              JournalKind.INVITE_SENT,
              JournalKind.CONSULTATION_REPORTED,
              JournalKind.CLOSED);
      assertThat(story.invites.sent()).containsExactly(1);
    }
  }

  @Test
  void a_rejection_closes_the_journey() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      story.event(ExamStatus.REJECTED).ends();
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.REJECTED);
    }
  }

  @Test
  void journey_keeps_waiting_when_the_consultation_is_deferred() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      story.event(ExamStatus.DEFERRED);
      assertThat(Phases.RULES.standing(story.state()).stage())
          .isEqualTo(Stage.AWAITING_MEDICAL_DIRECTOR);

      story.after(Duration.ofDays(3)).event(ExamStatus.APPROVED).ends();
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.APPROVED);
    }
  }

  @Test
  void a_deferral_stops_the_clock_of_the_link_and_is_asked_after_in_two_weeks() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      story.event(ExamStatus.DEFERRED).after(Duration.ofDays(13));
      assertThat(story.state().holds()).isEmpty();

      story.after(Duration.ofDays(2));
      assertThat(story.state().hasHold(HoldReason.REVIEW_OVERDUE)).isTrue();
      assertThat(story.record.alarms()).containsExactly(AlarmKind.REVIEW_OVERDUE);

      story.after(Duration.ofDays(40));
      assertThat(story.state().isClosed()).isFalse();
      story.event(ExamStatus.REJECTED).ends();
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.REJECTED);
    }
  }

  @Test
  void an_expired_link_holds_the_journey_and_closes_it_after_the_grace() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      story.after(Duration.ofDays(30).minusMinutes(1));
      assertThat(story.state().holds()).isEmpty();

      story.after(Duration.ofMinutes(2));
      assertThat(story.state().hasHold(HoldReason.LINK_EXPIRED)).isTrue();

      story.after(Duration.ofDays(7)).ends();
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.EXPIRED);
    }
  }

  @Test
  void an_approval_within_the_grace_is_an_approval() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      story.after(Duration.ofDays(32)).event(ExamStatus.APPROVED).ends();
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.APPROVED);
    }
  }

  @Test
  void a_missed_exam_is_held_and_never_a_decision() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      story.event(ExamStatus.MISSED);
      assertThat(story.state().hasHold(HoldReason.MISSED)).isTrue();
      assertThat(story.state().facets().decision()).isEqualTo(Decision.MISSED);

      story.event(ExamStatus.NOT_APPLICABLE);
      assertThat(story.state().holds())
          .extracting(Hold::reason)
          .containsExactly(HoldReason.NOT_APPLICABLE);

      story.event(ExamStatus.APPROVED).ends();
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.APPROVED);
    }
  }

  @Test
  void an_unknown_status_is_never_an_approval_and_raises_an_alarm() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      story.event(ExamStatus.UNKNOWN);
      assertThat(story.state().facets().decision()).isEqualTo(Decision.NEEDS_REVIEW);
      assertThat(story.state().hasHold(HoldReason.UNKNOWN_STATUS)).isTrue();
      assertThat(story.record.alarms()).containsExactly(AlarmKind.UNKNOWN_STATUS);
      JourneyCommand release = new Release(TestJourneys.origin("c-0"), HoldReason.UNKNOWN_STATUS);
      assertThatThrownBy(() -> story.command(release))
          .as("a release would leave nothing to wait for")
          .rootCause()
          .hasMessageContaining("no decision is known yet");

      story.event(ExamStatus.APPROVED);
      assertThat(story.state().isClosed()).as("held until a person has looked").isFalse();
      story.command(new Release(TestJourneys.origin("c-1"), HoldReason.UNKNOWN_STATUS));
      story.ends();
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.APPROVED);
    }
  }

  @Test
  void approved_against_rejected_is_held_without_a_winner() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      story.event(ExamStatus.UNKNOWN).event(ExamStatus.APPROVED).event(ExamStatus.REJECTED);

      assertThat(story.state().facets().decision()).isEqualTo(Decision.NEEDS_REVIEW);
      assertThat(story.state().hasHold(HoldReason.CONTRADICTION)).isTrue();
      assertThat(story.record.alarms()).contains(AlarmKind.CONTRADICTION);
      assertThat(story.after(Duration.ofDays(90)).state().isClosed()).isFalse();
    }
  }

  @Test
  void the_same_event_again_is_a_duplicate_and_has_no_second_effect() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      story.event(ExamStatus.DEFERRED);
      Facets facets = story.state().facets();
      story.event(ExamStatus.DEFERRED).event(ExamStatus.DEFERRED);

      assertThat(story.state().facets()).isEqualTo(facets);
      assertThat(story.state().reports()).hasSize(1);
      assertThat(story.record.deliveries())
          .extracting(AppliedDelivery::effect)
          .containsExactly(
              AppliedDelivery.Effect.FACT,
              AppliedDelivery.Effect.DUPLICATE,
              AppliedDelivery.Effect.DUPLICATE);
    }
  }

  @Test
  void the_same_event_with_other_content_is_an_amendment_and_an_alarm() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      story.event(ExamStatus.DEFERRED);
      story.event(
          TestJourneys.event(1, TestJourneys.PATIENT_EXAM, ExamStatus.DEFERRED, "other-digest"));

      assertThat(story.record.deliveries())
          .extracting(AppliedDelivery::effect)
          .containsExactly(AppliedDelivery.Effect.FACT, AppliedDelivery.Effect.AMENDMENT);
      assertThat(story.record.alarms()).containsExactly(AlarmKind.AMENDED_EVENT);
      assertThat(story.state().reports()).hasSize(1);
    }
  }

  @Test
  void an_event_for_another_patient_exam_decides_nothing() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      story.event(
          TestJourneys.event(1, new PatientExamId("999999"), ExamStatus.APPROVED, "digest"));

      assertThat(story.state().facets().decision()).isEqualTo(Decision.PENDING);
      assertThat(story.state().hasHold(HoldReason.WRONG_PATIENT_EXAM)).isTrue();
      assertThat(story.record.alarms()).containsExactly(AlarmKind.WRONG_PATIENT_EXAM);
    }
  }

  @Test
  void an_approval_with_a_list_that_cannot_be_read_counts_and_holds_the_journey() {
    ConsultationCompleted read = TestJourneys.event(ExamStatus.APPROVED);
    JourneyState approved =
        TestStates.merged(
            TestStates.invited(TestJourneys.sender()),
            new ConsultationCompleted(
                read.deliveryId(),
                read.attempt(),
                read.patientExamId(),
                read.status(),
                read.rx(),
                false,
                read.digest(),
                read.receivedAt()));

    assertThat(approved.decision()).isEqualTo(Decision.APPROVED);
    assertThat(approved.hasHold(HoldReason.UNREADABLE_DELIVERY)).isTrue();
  }

  @Test
  void an_unreadable_delivery_holds_the_journey() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      story.event(unread(DeliveryUnreadable.Cause.MALFORMED));
      story.event(ExamStatus.APPROVED);

      assertThat(story.state().hasHold(HoldReason.UNREADABLE_DELIVERY)).isTrue();
      assertThat(story.state().isClosed()).isFalse();
    }
  }

  @Test
  void a_second_delivery_that_was_cut_off_holds_the_journey_once_more() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      story.event(unread(DeliveryUnreadable.Cause.TRUNCATED));
      story.command(new Release(TestJourneys.origin("c-1"), HoldReason.UNREADABLE_DELIVERY));
      story.event(unread(DeliveryUnreadable.Cause.TRUNCATED));

      assertThat(story.state().hasHold(HoldReason.UNREADABLE_DELIVERY)).isTrue();
      assertThat(story.record.alarms())
          .containsExactly(AlarmKind.UNREADABLE_DELIVERY, AlarmKind.UNREADABLE_DELIVERY);
    }
  }

  @Test
  void a_delivery_that_is_handed_over_again_counts_as_it_is_read_now() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.sender())) {
      ConsultationCompleted approved = TestJourneys.event(ExamStatus.APPROVED);
      story.event(
          new DeliveryUnreadable(
              approved.deliveryId(),
              DeliveryUnreadable.Cause.UNKNOWN_EVENT,
              "digest",
              TestJourneys.ORDERED_AT,
              false));
      story.event(approved);

      assertThat(story.state().facets().decision()).isEqualTo(Decision.APPROVED);
    }
  }

  private static DeliveryUnreadable unread(DeliveryUnreadable.Cause cause) {
    return new DeliveryUnreadable(
        new WebhookDeliveryId(UUID.randomUUID()), cause, "digest", TestJourneys.ORDERED_AT, false);
  }

  @Test
  void an_approved_prescription_exam_stays_open_with_a_person() {
    try (JourneyStory story = JourneyStory.of(TestJourneys.prescription())) {
      story.event(ExamStatus.APPROVED).after(Duration.ofDays(100));

      assertThat(story.state().isClosed()).isFalse();
      assertThat(story.state().facets().fulfilment())
          .isEqualTo(Facets.Fulfilment.AWAITING_PRESCRIPTION);
      assertThat(story.state().hasHold(HoldReason.PRESCRIPTION_OVERDUE)).isTrue();
    }
  }

  @Test
  void a_reopened_journey_waits_for_the_delivery_that_reopened_it() {
    ConsultationCompleted rejected = TestJourneys.event(ExamStatus.REJECTED);
    Moment moment = new Moment(TestJourneys.ORDERED_AT, JourneyPolicy.STANDARD);
    JourneyState approved =
        Phases.RULES
            .merge(
                JourneyState.atStart(TestJourneys.sender()),
                TestJourneys.event(ExamStatus.APPROVED),
                moment)
            .state();
    try (JourneyStory story = new JourneyStory(approved)) {
      story.record.awaits(rejected.deliveryId());
      story.start();
      assertThat(story.state().isClosed()).isFalse();

      story.event(rejected);
      assertThat(story.state().hasHold(HoldReason.CONTRADICTION)).isTrue();
      assertThat(story.state().isClosed()).isFalse();
    }
  }
}
