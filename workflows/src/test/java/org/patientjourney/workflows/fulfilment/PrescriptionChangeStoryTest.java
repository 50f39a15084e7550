package org.patientjourney.workflows.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.patientjourney.workflows.JourneyStory;
import org.patientjourney.workflows.TestJourneys;
import org.patientjourney.workflows.TestStates;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.command.JourneyCommand.Release;
import org.patientjourney.workflows.event.PrescriptionConfirmed;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.Change.AppliedDelivery;

/** Later reports of a prescription: other content, another package, other medicines. */
class PrescriptionChangeStoryTest {
  @Test
  void another_package_than_ordered_is_held_for_the_clinic() {
    try (JourneyStory story = JourneyStory.approved(TestJourneys.packageOrdered())) {
      story.event(TestJourneys.prescribed(story.now(), 999, "9001"));
      assertThat(story.state().hasHold(HoldReason.PRESCRIPTION_DIFFERS)).isTrue();
      assertThat(story.record.alarms()).containsExactly(AlarmKind.PRESCRIPTION_DIFFERS);
      story.event(TestJourneys.shipped(story.now(), "9001", "hash-1")).after(Duration.ofDays(8));
      assertThat(story.state().isClosed()).isFalse();
      story.command(new Release(TestJourneys.origin("c-1"), HoldReason.PRESCRIPTION_DIFFERS));
      story.ends();
    }
  }

  /** The same prescription ids, reported again with another package. */
  @Test
  void an_amendment_to_another_package_is_held_as_well() {
    try (JourneyStory story = JourneyStory.approved(TestJourneys.packageOrdered())) {
      story.event(TestJourneys.prescribed(story.now(), 884, "9001"));
      story.event(TestJourneys.amended(TestJourneys.prescribed(story.now(), 999, "9001")));
      assertThat(story.state().hasHold(HoldReason.PRESCRIPTION_DIFFERS)).isTrue();
      assertThat(story.record.alarms())
          .containsExactly(AlarmKind.AMENDED_EVENT, AlarmKind.PRESCRIPTION_DIFFERS);
      story.event(TestJourneys.shipped(story.now(), "9001", "hash-1")).after(Duration.ofDays(8));
      assertThat(story.state().isClosed()).isFalse();
    }
  }

  @Test
  void a_changed_dose_is_held_with_an_alarm_until_a_person_has_looked() {
    try (JourneyStory story = JourneyStory.approved(TestJourneys.packageOrdered())) {
      PrescriptionConfirmed first = TestJourneys.prescribed(story.now(), 884, "9001");
      story.event(first);
      story.event(TestJourneys.changed(first, story.now()));
      assertThat(story.state().hasHold(HoldReason.PRESCRIPTION_CHANGED)).isTrue();
      assertThat(story.record.alarms())
          .containsExactly(AlarmKind.AMENDED_EVENT, AlarmKind.PRESCRIPTION_CHANGED);

      story.command(new Release(TestJourneys.origin("c-1"), HoldReason.PRESCRIPTION_CHANGED));
      story.event(TestJourneys.shipped(story.now(), "9001", "hash-1")).after(Duration.ofDays(8));
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.APPROVED);
    }
  }

  @Test
  void a_change_back_to_the_first_dose_is_held_and_the_first_delivery_again_is_not() {
    try (JourneyStory story = JourneyStory.approved(TestJourneys.packageOrdered())) {
      PrescriptionConfirmed first = TestJourneys.prescribed(story.now(), 884, "9001");
      story.event(first).after(Duration.ofHours(1));
      story.event(TestJourneys.changed(first, story.now()));
      story.command(new Release(TestJourneys.origin("c-1"), HoldReason.PRESCRIPTION_CHANGED));
      assertThat(story.state().isKnown(first)).isTrue();

      story.after(Duration.ofHours(1));
      PrescriptionConfirmed back = TestJourneys.prescribed(story.now(), 884, "9001");
      story.event(back);
      assertThat(story.state().hasHold(HoldReason.PRESCRIPTION_CHANGED)).isTrue();
      assertThat(story.record.deliveries())
          .extracting(AppliedDelivery::effect)
          .endsWith(AppliedDelivery.Effect.AMENDMENT, AppliedDelivery.Effect.AMENDMENT);
      assertThat(story.state().isKnown(back)).isTrue();
    }
  }

  @Test
  void a_change_back_in_an_event_with_fewer_medicines_is_held() {
    try (JourneyStory story = JourneyStory.approved(TestJourneys.packageOrdered())) {
      story.event(TestJourneys.prescribed(story.now(), 884, "9001")).after(Duration.ofHours(1));
      story.event(
          TestJourneys.changed(
              TestJourneys.prescribed(story.now(), 884, "9001", "9002"), story.now()));
      story.command(new Release(TestJourneys.origin("c-1"), HoldReason.PRESCRIPTION_CHANGED));
      story.after(Duration.ofHours(1));
      story.event(TestJourneys.prescribed(story.now(), 884, "9001"));
      assertThat(story.state().hasHold(HoldReason.PRESCRIPTION_CHANGED)).isTrue();
    }
  }

  @Test
  void a_prescription_that_is_cancelled_confirmed_and_cancelled_with_the_same_content_is_held() {
    try (JourneyStory story = JourneyStory.approved(TestJourneys.packageOrdered())) {
      story.event(cancelled(story.now())).after(Duration.ofMinutes(5));
      story.event(TestJourneys.prescribed(story.now(), 884, "9001")).after(Duration.ofMinutes(5));
      assertThat(story.state().holds()).isEmpty();
      story.event(cancelled(story.now()));
      assertThat(story.state().hasHold(HoldReason.PRESCRIPTION_UNCONFIRMED)).isTrue();
    }
  }

  /** It may be the first delivery once more, so a person confirms it. */
  @Test
  void a_confirmation_with_the_same_content_after_a_cancellation_is_held() {
    try (JourneyStory story = JourneyStory.approved(TestJourneys.packageOrdered())) {
      story.event(TestJourneys.prescribed(story.now(), 884, "9001")).after(Duration.ofMinutes(5));
      story.event(cancelled(story.now())).after(Duration.ofMinutes(5));
      story.event(TestJourneys.prescribed(story.now(), 884, "9001"));
      assertThat(story.state().hasHold(HoldReason.PRESCRIPTION_CHANGED)).isTrue();
    }
  }

  private static PrescriptionConfirmed cancelled(Instant receivedAt) {
    return TestJourneys.with(
        TestJourneys.unconfirmed(), TestJourneys.prescribed(receivedAt, 884, "9001"));
  }

  @Test
  void an_approval_that_calls_a_confirmed_prescription_cancelled_is_held_until_one_confirms() {
    try (JourneyStory story = JourneyStory.approved(TestJourneys.packageOrdered())) {
      story.event(TestJourneys.prescribed(story.now(), 884, "9001")).after(Duration.ofHours(5));
      story.event(TestJourneys.approvedUnconfirmed(story.now()));
      assertThat(story.state().hasHold(HoldReason.PRESCRIPTION_UNCONFIRMED)).isTrue();
      story.event(TestJourneys.shipped(story.now(), "9001", "hash-1"));
      assertThat(story.state().hasHold(HoldReason.PRESCRIPTION_UNCONFIRMED)).isTrue();
      story.after(Duration.ofMinutes(5));
      story.event(TestJourneys.amended(TestJourneys.prescribed(story.now(), 884, "9001")));
      assertThat(story.state().holds()).isEmpty();
    }
  }

  @Test
  void an_older_unconfirmed_approval_that_arrives_late_opens_no_hold() {
    try (JourneyStory story = JourneyStory.approved(TestJourneys.packageOrdered())) {
      Instant before = story.now();
      story.after(Duration.ofMinutes(5));
      story.event(TestJourneys.prescribed(story.now(), 884, "9001"));
      story.event(TestJourneys.approvedUnconfirmed(before));
      assertThat(story.state().holds()).isEmpty();
    }
  }

  /** Event 2 with one medicine more has another key, and may change the first one all the same. */
  @Test
  void a_dose_that_changes_in_an_event_with_another_medicine_is_held_too() {
    try (JourneyStory story = JourneyStory.approved(TestJourneys.packageOrdered())) {
      story.event(TestJourneys.prescribed(story.now(), 884, "9001"));
      story.event(
          TestJourneys.changed(
              TestJourneys.prescribed(story.now(), 884, "9001", "9002"), story.now()));
      assertThat(story.state().hasHold(HoldReason.PRESCRIPTION_CHANGED)).isTrue();
      assertThat(story.record.alarms()).containsExactly(AlarmKind.PRESCRIPTION_CHANGED);
    }
  }

  @Test
  void a_second_medicine_changes_nothing_of_the_first() {
    try (JourneyStory story = JourneyStory.approved(TestJourneys.packageOrdered())) {
      story.event(TestJourneys.prescribed(story.now(), 884, "9001"));
      story.event(TestJourneys.prescribed(story.now(), 884, "9001", "9002"));
      assertThat(story.state().holds()).isEmpty();
      assertThat(story.record.alarms()).isEmpty();
    }
  }

  /** Another patient's medicine does not become this one's by being reported twice. */
  @Test
  void a_prescription_of_another_patient_does_not_count_when_amended() {
    try (JourneyStory story = JourneyStory.approved(TestJourneys.packageOrdered())) {
      var foreign = TestJourneys.prescribed(1, TestStates.SECOND_PATIENT_EXAM, story.now(), "9009");
      story.event(foreign).event(foreign).event(TestJourneys.amended(foreign));
      assertThat(story.state().prescriptions()).isEmpty();
      assertThat(story.record.deliveries())
          .extracting(AppliedDelivery::effect)
          .endsWith(
              AppliedDelivery.Effect.MATCHES_NO_PATIENT_EXAM,
              AppliedDelivery.Effect.MATCHES_NO_PATIENT_EXAM);
    }
  }

  @Test
  void an_amendment_to_the_package_that_was_ordered_is_not_held() {
    try (JourneyStory story = JourneyStory.approved(TestJourneys.packageOrdered())) {
      story.event(TestJourneys.prescribed(story.now(), 884, "9001"));
      story.event(TestJourneys.amended(TestJourneys.prescribed(story.now(), 884, "9001")));
      assertThat(story.state().holds()).isEmpty();
      assertThat(story.record.alarms()).containsExactly(AlarmKind.AMENDED_EVENT);
      story.event(TestJourneys.shipped(story.now(), "9001", "hash-1")).after(Duration.ofDays(8));
      story.ends();
    }
  }
}
