package org.patientjourney.workflows.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patientjourney.workflows.JourneyStory;
import org.patientjourney.workflows.TestJourneys;
import org.patientjourney.workflows.TestStates;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.command.JourneyCommand.Release;
import org.patientjourney.workflows.command.OutcomeCommand.Cancel;
import org.patientjourney.workflows.command.OutcomeCommand.RecordDecision;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.Prescription.PrescriptionStatus;
import org.patientjourney.workflows.fact.Prescription.RxStatus;
import org.patientjourney.workflows.hold.Hold;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change.AppliedDelivery;
import org.patientjourney.workflows.journey.Facets.Fulfilment;
import org.patientjourney.workflows.journey.Fact;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.journey.Stage;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.order.JourneyTerms;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;

/** From the approval to the last parcel. */
class FulfilmentStoryTest {
  @Test
  void a_package_ends_when_each_medicine_has_a_parcel_and_a_week_has_passed() {
    try (JourneyStory story = JourneyStory.approved(TestJourneys.packageOrdered())) {
      assertThat(Phases.RULES.standing(story.state()).stage())
          .isEqualTo(Stage.AWAITING_PRESCRIPTION);
      story.event(TestJourneys.prescribed(story.now(), 884, "9001", "9002"));
      assertThat(Phases.RULES.standing(story.state()).stage()).isEqualTo(Stage.AWAITING_SHIPMENT);
      story.event(TestJourneys.shipped(story.now(), "9001", "hash-1"));
      assertThat(story.state().facets().fulfilment()).isEqualTo(Fulfilment.PRESCRIBED);
      story.after(Duration.ofDays(1)).event(TestJourneys.shipped(story.now(), "9002", "hash-2"));
      assertThat(Phases.RULES.standing(story.state()).stage()).isEqualTo(Stage.SHIPPED);
      story.after(Duration.ofDays(6));
      assertThat(story.state().isClosed()).isFalse();
      story.after(Duration.ofDays(1)).ends();
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.APPROVED);
      assertThat(story.record.alarms()).isEmpty();
    }
  }

  @Test
  void corrected_tracking_starts_the_week_again() {
    try (JourneyStory story = JourneyStory.approved(TestJourneys.packageOrdered())) {
      story.event(TestJourneys.prescribed(story.now(), 884, "9001"));
      story.event(TestJourneys.shipped(story.now(), "9001", "hash-1"));
      story.after(Duration.ofDays(5)).event(TestJourneys.shipped(story.now(), "9001", "hash-2"));
      story.after(Duration.ofDays(5));
      assertThat(story.state().isClosed()).isFalse();
      assertThat(story.state().shipments()).hasSize(2);
      story.after(Duration.ofDays(2)).ends();
    }
  }

  @Test
  void a_parcel_without_tracking_number_is_recorded_and_not_shipped() {
    try (JourneyStory story = JourneyStory.approved(TestJourneys.packageOrdered())) {
      story.event(TestJourneys.prescribed(story.now(), 884, "9001"));
      story.event(TestJourneys.shipped(story.now(), "9001", null));
      assertThat(story.state().facets().fulfilment()).isEqualTo(Fulfilment.PRESCRIBED);
      assertThat(story.record.journal()).contains(JournalKind.SHIPMENT_REPORTED);
    }
  }

  @Test
  void a_parcel_without_a_medicine_counts_for_one_medicine_without_a_parcel() {
    try (JourneyStory story = JourneyStory.approved(TestJourneys.packageOrdered())) {
      story.event(TestJourneys.prescribed(story.now(), 884, "9001", "9002"));
      story.event(TestJourneys.shipped(story.now(), null, "hash-1"));
      assertThat(story.state().facets().fulfilment()).isEqualTo(Fulfilment.PRESCRIBED);
      story.event(TestJourneys.shipped(story.now(), null, "hash-1b"));
      assertThat(story.state().facets().fulfilment()).isEqualTo(Fulfilment.SHIPPED);
    }
  }

  /** Rejected, denied, cancelled, unknown: recorded, and nothing counts as prescribed by it. */
  @Test
  void a_prescription_whose_status_is_not_known_to_be_good_is_held_until_one_confirms_it() {
    for (PrescriptionStatus status :
        List.of(
            new PrescriptionStatus(ExamStatus.REJECTED, RxStatus.CONFIRMED, true),
            new PrescriptionStatus(ExamStatus.UNKNOWN, RxStatus.NOT_TOLD, true),
            new PrescriptionStatus(ExamStatus.DEFERRED, RxStatus.NOT_TOLD, true),
            TestJourneys.unconfirmed())) {
      try (JourneyStory story = JourneyStory.approved(TestJourneys.packageOrdered())) {
        story.event(TestJourneys.with(status, TestJourneys.prescribed(story.now(), 884, "9001")));
        assertThat(story.state().facets().fulfilment()).isEqualTo(Fulfilment.AWAITING_PRESCRIPTION);
        assertThat(story.state().hasHold(HoldReason.PRESCRIPTION_UNCONFIRMED)).isTrue();
        assertThat(story.record.alarms()).containsExactly(AlarmKind.PRESCRIPTION_UNCONFIRMED);
        story.event(TestJourneys.shipped(story.now(), "9001", "hash-1"));
        assertThat(story.state().facets().fulfilment()).isEqualTo(Fulfilment.AWAITING_PRESCRIPTION);
        story.after(Duration.ofMinutes(5));
        story.event(TestJourneys.prescribed(story.now(), 884, "9001"));
        assertThat(story.state().holds()).isEmpty();
        assertThat(story.state().facets().fulfilment()).isEqualTo(Fulfilment.SHIPPED);
      }
    }
  }

  @Test
  void a_prescription_that_the_pharmacy_cancels_afterwards_is_held() {
    try (JourneyStory story = JourneyStory.approved(TestJourneys.packageOrdered())) {
      var confirmed = TestJourneys.prescribed(story.now(), 884, "9001");
      story.event(confirmed).after(Duration.ofMinutes(5));
      story.event(
          TestJourneys.with(
              TestJourneys.unconfirmed(), TestJourneys.prescribed(story.now(), 884, "9001")));
      assertThat(story.state().hasHold(HoldReason.PRESCRIPTION_UNCONFIRMED)).isTrue();
      assertThat(story.record.alarms())
          .containsExactly(AlarmKind.AMENDED_EVENT, AlarmKind.PRESCRIPTION_UNCONFIRMED);
    }
  }

  @Test
  void an_approval_whose_prescription_is_in_doubt_is_held_where_one_may_follow() {
    try (JourneyStory story = JourneyStory.byStandard(TestJourneys.packageOrdered()).start()) {
      story.event(TestJourneys.approvedUnconfirmed(story.now()));
      assertThat(story.state().facets().decision()).isEqualTo(Decision.APPROVED);
      assertThat(story.state().hasHold(HoldReason.PRESCRIPTION_UNCONFIRMED)).isTrue();
      story.event(TestJourneys.prescribed(story.now(), 884, "9001"));
      assertThat(story.state().holds()).isEmpty();
    }
    try (JourneyStory story = JourneyStory.byStandard(TestJourneys.sender()).start()) {
      story.event(TestJourneys.approvedUnconfirmed(story.now())).ends();
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.APPROVED);
    }
  }

  /** Else the question would be closed with the link, which a decision may follow any day. */
  @Test
  void a_journey_whose_prescription_is_in_doubt_does_not_end_by_itself() {
    try (JourneyStory story = JourneyStory.byStandard(TestJourneys.packageOrdered()).start()) {
      story.event(
          TestJourneys.with(
              TestJourneys.unconfirmed(), TestJourneys.prescribed(story.now(), 884, "9001")));
      story.after(Duration.ofDays(60));
      assertThat(story.state().isClosed()).isFalse();
      story.command(new Release(TestJourneys.origin("c-1"), HoldReason.PRESCRIPTION_UNCONFIRMED));
      assertThat(story.state().facets().fulfilment()).isEqualTo(Fulfilment.NONE);
    }
  }

  @Test
  void nothing_is_shipped_while_a_medicine_is_unknown() {
    try (JourneyStory story = JourneyStory.approved(TestJourneys.packageOrdered())) {
      story.event(
          TestJourneys.with(
              new PrescriptionStatus(ExamStatus.APPROVED, RxStatus.CONFIRMED, false),
              TestJourneys.prescribed(story.now(), 884, "9001")));
      assertThat(story.state().hasHold(HoldReason.UNREADABLE_DELIVERY)).isTrue();
      assertThat(story.record.alarms()).containsExactly(AlarmKind.UNREADABLE_DELIVERY);
      story.command(new Release(TestJourneys.origin("c-1"), HoldReason.UNREADABLE_DELIVERY));
      story.event(TestJourneys.shipped(story.now(), "9001", "hash-1"));
      story.event(TestJourneys.shipped(story.now(), null, "hash-2"));
      assertThat(story.state().facets().fulfilment()).isEqualTo(Fulfilment.PRESCRIBED);
      story.after(Duration.ofMinutes(5));
      story.event(TestJourneys.prescribed(story.now(), 884, "9001", "9002"));
      assertThat(story.state().facets().fulfilment()).isEqualTo(Fulfilment.SHIPPED);
    }
  }

  @Test
  void an_unexpected_parcel_raises_an_alarm() {
    for (JourneyTerms terms :
        List.of(
            TestJourneys.ownPharmacy(),
            TestJourneys.patientsChoice(),
            TestJourneys.urgentCare(),
            TestJourneys.sender())) {
      try (JourneyStory story = JourneyStory.byStandard(terms).start()) {
        story.event(TestJourneys.shipped(story.now(), "9001", "hash-1"));
        assertThat(story.record.alarms()).containsExactly(AlarmKind.SHIPMENT_UNEXPECTED);
        assertThat(story.record.journal()).contains(JournalKind.SHIPMENT_UNEXPECTED);
        assertThat(story.state().holds()).isEmpty();
        assertThat(story.state().shipments()).hasSize(1);
      }
    }
  }

  @Test
  void an_own_pharmacy_ends_with_the_prescription() {
    try (JourneyStory story = JourneyStory.approved(TestJourneys.ownPharmacy())) {
      story.event(TestJourneys.prescribed(story.now(), 1, "9001")).ends();
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.APPROVED);
      assertThat(story.state().facets().fulfilment()).isEqualTo(Fulfilment.NOT_TRACKED);
    }
  }

  @Test
  void urgent_care_and_a_pharmacy_of_the_patients_choice_end_with_the_prescription() {
    for (JourneyTerms terms : List.of(TestJourneys.urgentCare(), TestJourneys.patientsChoice())) {
      try (JourneyStory story = JourneyStory.approved(terms)) {
        story.event(TestJourneys.prescribed(story.now(), 1, "9001"));
        assertThat(story.state().facets().fulfilment()).isEqualTo(Fulfilment.NOT_TRACKED);
        story.ends();
        assertThat(story.outcome()).isEqualTo(Closure.Outcome.APPROVED);
      }
    }
  }

  @Test
  void a_parcel_whose_medicine_is_reported_later_counts_for_that_one_alone() {
    try (JourneyStory story = JourneyStory.approved(TestJourneys.packageOrdered())) {
      story.event(TestJourneys.prescribed(story.now(), 884, "9001", "9002"));
      story.event(TestJourneys.shipped(story.now(), null, "hash-1"));
      story.event(TestJourneys.shipped(story.now(), "9001", "hash-1"));
      assertThat(story.state().facets().fulfilment()).isEqualTo(Fulfilment.PRESCRIBED);
    }
  }

  @Test
  void a_parcel_that_two_lists_name_is_counted_once() {
    try (JourneyStory story = JourneyStory.approved(TestJourneys.packageOrdered())) {
      story.event(TestJourneys.prescribed(story.now(), 884, "9001", "9002"));
      story.event(TestJourneys.shipped(story.now(), null, "hash-1"));
      story.event(
          TestJourneys.shipped(
              1,
              TestJourneys.PATIENT_EXAM,
              story.now(),
              TestJourneys.parcel(null, "hash-1"),
              TestJourneys.parcel("9002", null)));
      assertThat(story.state().shipments()).hasSize(1);
      assertThat(story.state().facets().fulfilment()).isEqualTo(Fulfilment.PRESCRIBED);
    }
  }

  @Test
  void events_3_2_1_lead_to_the_same_state_as_1_2_3() {
    try (JourneyStory story = JourneyStory.byStandard(TestJourneys.packageOrdered()).start()) {
      story.event(TestJourneys.shipped(story.now(), "9001", "hash-1"));
      assertThat(story.state().facets().fulfilment()).isEqualTo(Fulfilment.NONE);
      story.event(TestJourneys.prescribed(story.now(), 884, "9001"));
      assertThat(story.state().facets().fulfilment()).isEqualTo(Fulfilment.SHIPPED);
      story.event(TestJourneys.eventAt(story.now(), ExamStatus.APPROVED));
      assertThat(Phases.RULES.standing(story.state()).stage()).isEqualTo(Stage.SHIPPED);
      story.after(Duration.ofDays(8)).ends();
      assertThat(story.outcome()).isEqualTo(Closure.Outcome.APPROVED);
      assertThat(story.record.alarms()).isEmpty();
    }
  }

  @Test
  void a_prescription_without_a_decision_is_asked_about_and_never_expires() {
    try (JourneyStory story = JourneyStory.byStandard(TestJourneys.packageOrdered()).start()) {
      story.event(TestJourneys.prescribed(story.now(), 884, "9001"));
      story.after(Duration.ofHours(2));
      assertThat(story.state().hasHold(HoldReason.DECISION_NOT_RECEIVED)).isTrue();
      story.after(Duration.ofDays(60));
      assertThat(story.state().isClosed()).isFalse();
      story.command(
          new RecordDecision(
              TestJourneys.origin("c-1"), ExamStatus.APPROVED, "seen in the portal"));
      assertThat(story.state().hasHold(HoldReason.DECISION_NOT_RECEIVED)).isFalse();
      assertThat(story.state().facets().fulfilment()).isEqualTo(Fulfilment.PRESCRIBED);
    }
  }

  /** The events before it may be lost. */
  @Test
  void a_parcel_without_a_decision_is_asked_about_and_never_expires() {
    try (JourneyStory story = JourneyStory.byStandard(TestJourneys.packageOrdered()).start()) {
      story.event(TestJourneys.shipped(story.now(), "9001", "hash-1"));
      story.after(Duration.ofHours(2));
      assertThat(story.state().hasHold(HoldReason.DECISION_NOT_RECEIVED)).isTrue();
      story.after(Duration.ofDays(60));
      assertThat(story.state().isClosed()).isFalse();
      assertThat(story.state().resendLog()).as("no reminder").isEmpty();
    }
  }

  @Test
  void a_decision_by_hand_does_not_answer_for_medicines_that_could_not_be_read() {
    try (JourneyStory story = JourneyStory.byStandard(TestJourneys.packageOrdered()).start()) {
      var unknown = new PrescriptionStatus(ExamStatus.APPROVED, RxStatus.CONFIRMED, false);
      story.event(TestJourneys.with(unknown, TestJourneys.prescribed(story.now(), 884, "9001")));
      story.command(
          new RecordDecision(
              TestJourneys.origin("c-1"), ExamStatus.APPROVED, "seen in the portal"));
      assertThat(story.state().hasHold(HoldReason.UNREADABLE_DELIVERY)).isTrue();
    }
  }

  @Test
  void an_overdue_prescription_or_shipment_raises_an_alarm_and_is_still_waited_for() {
    try (JourneyStory story = JourneyStory.approved(TestJourneys.packageOrdered())) {
      story.after(Duration.ofDays(3));
      assertThat(story.state().hasHold(HoldReason.PRESCRIPTION_OVERDUE)).isTrue();
      story.event(TestJourneys.prescribed(story.now(), 884, "9001"));
      assertThat(story.state().holds()).isEmpty();
      story.after(Duration.ofDays(10));
      assertThat(story.state().hasHold(HoldReason.SHIPMENT_OVERDUE)).isTrue();
      story.event(TestJourneys.shipped(story.now(), "9001", "hash-1"));
      assertThat(story.state().holds()).isEmpty();
      assertThat(story.record.alarms())
          .containsExactly(AlarmKind.PRESCRIPTION_OVERDUE, AlarmKind.SHIPMENT_OVERDUE);
    }
  }

  /** A second medicine, or an amendment of the first, reopens a closed journey. */
  @Test
  void an_event_after_closing_reopens_the_journey_and_closes_it_again() {
    for (JourneyTerms terms : List.of(TestJourneys.ownPharmacy(), TestJourneys.urgentCare())) {
      JourneyState closed;
      var first = TestJourneys.prescribed(TestJourneys.ORDERED_AT, 884, "9001");
      try (JourneyStory story = JourneyStory.approved(terms)) {
        story.event(first).ends();
        closed = story.state();
      }
      var second = TestJourneys.prescribed(TestJourneys.ORDERED_AT, 884, "9002");
      var amendment = TestJourneys.amended(first);
      assertThat(Phases.RULES.isReopenedBy(closed, first, TestStates.NOW))
          .as("the same again")
          .isFalse();
      assertThat(Phases.RULES.isReopenedBy(closed, second, TestStates.NOW)).isTrue();
      assertThat(Phases.RULES.isReopenedBy(closed, amendment, TestStates.NOW)).isTrue();
      var words = TestJourneys.event(1, TestJourneys.PATIENT_EXAM, ExamStatus.APPROVED, "other");
      assertThat(Phases.RULES.isReopenedBy(closed, words, TestStates.NOW))
          .as("other words alone")
          .isFalse();
      assertThat(Phases.RULES.merge(TestStates.reopened(closed), words, TestStates.NOW).alarms())
          .extracting(Alarm::kind)
          .containsExactly(AlarmKind.AMENDED_EVENT);

      try (JourneyStory story =
          new JourneyStory(TestStates.reopened(closed), JourneyPolicy.STANDARD)) {
        story.record.awaits(second.deliveryId());
        story.record.awaits(amendment.deliveryId());
        story.start().event(second).event(amendment).ends();
        assertThat(story.state().prescriptions()).hasSize(3);
        assertThat(story.record.alarms()).containsExactly(AlarmKind.AMENDED_EVENT);
        assertThat(story.outcome()).isEqualTo(Closure.Outcome.APPROVED);
      }
    }
  }

  @Test
  void a_parcel_that_is_reported_after_the_end_is_recorded() {
    try (JourneyStory story = JourneyStory.approved(TestJourneys.packageOrdered())) {
      story.event(TestJourneys.prescribed(story.now(), 884, "9001"));
      var parcel = TestJourneys.shipped(story.now(), "9001", "hash-1");
      story.event(parcel).after(Duration.ofDays(8)).ends();

      Moment later = new Moment(story.now(), JourneyPolicy.STANDARD);
      assertThat(Phases.RULES.isReopenedBy(story.state(), parcel, later))
          .as("the same again")
          .isFalse();
      var corrected = TestJourneys.shipped(story.now(), "9001", "hash-2");
      assertThat(Phases.RULES.isReopenedBy(story.state(), corrected, later)).isTrue();
    }
  }

  @Test
  void a_prescription_after_a_rejection_or_for_a_good_faith_exam_is_held() {
    try (JourneyStory story = JourneyStory.byStandard(TestJourneys.packageOrdered()).start()) {
      story.event(TestJourneys.prescribed(story.now(), 884, "9001"));
      story.event(TestJourneys.eventAt(story.now(), ExamStatus.REJECTED));
      assertThat(story.state().hasHold(HoldReason.CONTRADICTION)).isTrue();
      assertThat(story.state().isClosed()).isFalse();
    }
    try (JourneyStory story = JourneyStory.byStandard(TestJourneys.sender()).start()) {
      story.event(TestJourneys.prescribed(story.now(), 884, "9001"));
      assertThat(story.state().hasHold(HoldReason.PRESCRIPTION_UNEXPECTED)).isTrue();
    }
  }

  @Test
  void a_parcel_against_a_rejection_is_a_contradiction_in_any_order() {
    JourneyState invited = TestStates.invited(TestJourneys.packageOrdered());
    var parcel = TestJourneys.shipped(TestStates.NOW.now(), "9001", "hash-1");
    var rejected = TestJourneys.event(ExamStatus.REJECTED);
    assertThat(TestStates.merged(invited, parcel, rejected).isContradicted()).isTrue();
    JourneyState held = TestStates.merged(invited, rejected, parcel);
    assertThat(held.hasHold(HoldReason.CONTRADICTION)).isTrue();
    assertThat(TestStates.merged(held, byHand("c-1")).holds()).isEmpty();
  }

  @Test
  void a_parcel_after_an_accepted_cancellation_is_a_contradiction() {
    JourneyState cancelled = TestStates.reopened(TestStates.cancelled());
    var parcel = TestJourneys.shipped(TestStates.NOW.now(), "9001", "hash-1");
    JourneyState held = TestStates.merged(cancelled, parcel);
    assertThat(held.hasHold(HoldReason.CONTRADICTION)).isTrue();
    assertThat(TestStates.merged(held, byHand("c-1")).hasHold(HoldReason.CONTRADICTION)).isFalse();
  }

  /** A person's decision overrules what was known, not what comes after. */
  @Test
  void a_medicine_after_a_rejection_by_hand_is_a_contradiction() {
    JourneyState rejected =
        TestStates.merged(TestStates.invited(TestJourneys.packageOrdered()), byHand("c-1"));
    Instant later = TestStates.NOW.now().plusSeconds(60);
    for (Fact medicine :
        List.of(
            TestJourneys.prescribed(later, 884, "9001"),
            TestJourneys.shipped(later, "9001", "hash-1"))) {
      assertThat(Phases.RULES.isReopenedBy(closed(rejected), medicine, TestStates.NOW)).isTrue();
      assertThat(TestStates.merged(rejected, medicine).hasHold(HoldReason.CONTRADICTION)).isTrue();
    }
    JourneyState known =
        TestStates.merged(
            TestStates.invited(TestJourneys.packageOrdered()),
            TestJourneys.prescribed(TestStates.NOW.now().minusSeconds(60), 884, "9001"),
            byHand("c-1"));
    assertThat(known.isContradicted()).as("who decided knew of it").isFalse();
  }

  private static JourneyState closed(JourneyState state) {
    return state.close(state.settledOutcome(), TestStates.NOW).state();
  }

  private static RecordDecision byHand(String command) {
    return new RecordDecision(
        TestJourneys.origin(command), ExamStatus.REJECTED, "seen in the portal");
  }

  @Test
  void a_prescription_after_an_accepted_cancellation_reopens_as_a_contradiction() {
    try (JourneyStory story = JourneyStory.byStandard(TestJourneys.packageOrdered()).start()) {
      story.command(new Cancel(TestJourneys.origin("c-1")));
      story.ends();
      Moment moment = new Moment(story.now(), JourneyPolicy.STANDARD);
      var late = TestJourneys.prescribed(story.now(), 884, "9001");
      assertThat(Phases.RULES.isReopenedBy(story.state(), late, moment)).isTrue();
      assertThat(Phases.RULES.merge(story.state().reopened(), late, moment).state().holds())
          .extracting(Hold::reason)
          .contains(HoldReason.CONTRADICTION);
    }
  }

  @Test
  void the_same_event_again_changes_nothing() {
    try (JourneyStory story = JourneyStory.approved(TestJourneys.packageOrdered())) {
      story.event(TestJourneys.prescribed(story.now(), 884, "9001"));
      story.event(TestJourneys.prescribed(story.now(), 884, "9001"));
      assertThat(story.state().prescriptions()).hasSize(1);
      assertThat(story.record.deliveries())
          .extracting(AppliedDelivery::effect)
          .endsWith(AppliedDelivery.Effect.FACT, AppliedDelivery.Effect.DUPLICATE);
      assertThat(Phases.RULES.standing(story.state()).stage()).isEqualTo(Stage.AWAITING_SHIPMENT);
    }
  }
}
