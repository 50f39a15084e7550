package org.patientjourney.activities.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.followup.FollowUpDao.OwedFollowUp;
import org.patientjourney.activities.record.ObligationRow.ObligationStatus;
import org.patientjourney.workflows.command.JourneyCommand.HoldJourney;
import org.patientjourney.workflows.command.OutcomeCommand.NothingPrescribed;
import org.patientjourney.workflows.command.OutcomeCommand.RecordDecision;
import org.patientjourney.workflows.command.OutcomeCommand.WaiveFollowUp;
import org.patientjourney.workflows.event.ConsultationCompleted;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.Prescription.RxStatus;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.Fact;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.order.PatientContact;
import org.patientjourney.workflows.run.JourneyActivities.JourneyClaim;
import org.patientjourney.workflows.run.JourneyActivities.JourneyRecord;

/** The few things that end the duty that a GLP-1 approval opens. */
class FollowUpEndTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final TestVisits visits = new TestVisits(DATABASE, engine);

  @Test
  void a_handover_meets_the_follow_up_and_names_its_actor() {
    visits.ordered(PatientContact.CLINIC);
    visits.approve();

    visits.endByHandover();

    assertThat(visits.owed().status()).isEqualTo(ObligationStatus.MET);
    assertThat(visits.owed().endedBy()).isEqualTo("operations");
    assertThat(visits.owed().evidence())
        .startsWith("journal " + TestVisits.FOLLOW_UP + " revision ");
    Instant handedOver = visits.owed().endedAt();
    engine.clock().advance(Duration.ofDays(1));
    engine
        .journeys()
        .record(
            TestRecords.merged(
                engine, TestVisits.FOLLOW_UP, new HoldJourney(TestVisits.origin("x"))));
    assertThat(visits.owed().endedAt()).isEqualTo(handedOver);
  }

  @Test
  void neither_sending_the_invite_nor_closing_the_journey_ends_it() {
    visits.ordered(PatientContact.CLINIC);
    visits.approve();

    visits.invited();
    assertThat(engine.row(TestVisits.FOLLOW_UP).state().isInvited()).isTrue();
    assertThat(visits.owed().status()).isEqualTo(ObligationStatus.OPEN);

    TestRecords.close(engine, TestVisits.FOLLOW_UP);
    assertThat(engine.row(TestVisits.FOLLOW_UP).open()).isFalse();
    assertThat(visits.owed().status()).isEqualTo(ObligationStatus.OPEN);
  }

  @Test
  void a_waiver_ends_the_follow_up_with_office_and_encrypted_reason() {
    visits.ordered(PatientContact.CLINIC);
    visits.approve();

    TestRecords.merge(
        engine,
        TestVisits.FOLLOW_UP,
        new WaiveFollowUp(TestVisits.origin("c-1"), "medical-director"));

    OwedFollowUp owed = visits.owed();
    assertThat(owed.status()).isEqualTo(ObligationStatus.WAIVED);
    assertThat(owed.waivedBy()).isEqualTo("medical-director");
    assertThat(
            engine
                .ofOrder(TestVisits.VISIT)
                .decryptText(
                    Objects.requireNonNull(owed.waiver()),
                    OwedFollowUp.waiverContext(TestVisits.VISIT)))
        .isEqualTo("because the test says so");
    assertThat(DATABASE.dump()).doesNotContain("because the test says so");
  }

  /** It was sent already, so its run goes on until the provider has cancelled it. */
  @Test
  void a_waiver_that_the_record_lost_ends_the_follow_up_with_the_runs_next_revision() {
    visits.ordered(PatientContact.CLINIC);
    visits.approve();
    DATABASE.backUp();
    Instant now = engine.clock().instant();
    JourneyClaim claim = engine.claim(TestVisits.FOLLOW_UP);
    Attempt sent = new Attempt(1, InviteStatus.SENT, now, new PatientExamId("601002"));
    JourneyRecord invited =
        TestRecords.of(claim, Change.of(claim.state().withFollowUpReady(now).withAttempt(sent)));
    engine.journeys().record(invited);
    Fact waiver = new WaiveFollowUp(TestVisits.origin("c-1"), "medical-director");
    JourneyRecord waived =
        TestRecords.after(invited, Phases.RULES.merge(invited.state(), waiver, engine.moment()));
    engine.journeys().record(waived);
    assertThat(visits.owed().status()).isEqualTo(ObligationStatus.WAIVED);
    DATABASE.restore();
    assertThat(visits.owed().status()).isEqualTo(ObligationStatus.OPEN);
    JourneyRecord ahead = TestRecords.after(waived, Change.of(waived.state()));

    engine.journeys().record(ahead);

    assertThat(visits.owed().status()).isEqualTo(ObligationStatus.WAIVED);
    assertThat(visits.owed().evidence())
        .isEqualTo("journal " + TestVisits.FOLLOW_UP + " revision 3");
  }

  @Test
  void a_rejection_after_all_without_prescription_asks_the_follow_up_to_end() {
    visits.ordered(PatientContact.CLINIC);
    visits.approve();
    visits.record(visits.event(ExamStatus.REJECTED, "d2"));
    assertThat(visits.commands()).isEmpty();

    visits.record(
        new RecordDecision(TestVisits.origin("c-1"), ExamStatus.REJECTED, "the portal says so"));

    assertThat(visits.commands()).singleElement().asString().contains("nothing-prescribed");
    visits.record(new HoldJourney(TestVisits.origin("c-2")));
    assertThat(visits.commands()).hasSize(1);
    TestRecords.merge(
        engine, TestVisits.FOLLOW_UP, new NothingPrescribed(TestVisits.origin("n-1")));
    assertThat(visits.owed().status()).isEqualTo(ObligationStatus.DROPPED);
  }

  @Test
  void the_proof_ends_a_duty_of_the_providers_own_with_no_journey_to_ask() {
    visits.ordered(PatientContact.PROVIDER);
    visits.approve();
    visits.record(visits.event(ExamStatus.REJECTED, "d2"));

    visits.record(
        new RecordDecision(TestVisits.origin("c-1"), ExamStatus.REJECTED, "the portal says so"));

    assertThat(visits.owed().status()).isEqualTo(ObligationStatus.DROPPED);
    assertThat(visits.owed().evidence()).startsWith("journal " + TestVisits.VISIT + " revision ");
    assertThat(visits.commands()).isEmpty();
  }

  @Test
  void a_follow_up_with_a_prescription_is_never_disproved() {
    visits.ordered(PatientContact.CLINIC);
    visits.approve();
    visits.record(visits.prescribed());
    visits.record(visits.event(ExamStatus.REJECTED, "d2"));

    visits.record(
        new RecordDecision(TestVisits.origin("c-1"), ExamStatus.REJECTED, "the portal says so"));

    assertThat(visits.commands()).isEmpty();
    assertThat(visits.owed().status()).isEqualTo(ObligationStatus.OPEN);
  }

  /** The event that reported the prescription may be lost. */
  @Test
  void a_follow_up_with_a_parcel_is_never_disproved() {
    visits.ordered(PatientContact.CLINIC);
    visits.approve();
    visits.record(visits.shipped());

    visits.record(
        new RecordDecision(TestVisits.origin("c-1"), ExamStatus.REJECTED, "the portal says so"));

    assertThat(visits.commands()).isEmpty();
    assertThat(visits.owed().status()).isEqualTo(ObligationStatus.OPEN);
  }

  @Test
  void a_follow_up_owed_again_after_it_was_dropped_raises_an_alarm() {
    visits.ordered(PatientContact.CLINIC);
    visits.rejectAfterAll();
    TestRecords.merge(
        engine, TestVisits.FOLLOW_UP, new NothingPrescribed(TestVisits.origin("n-1")));

    visits.record(visits.prescribed());

    assertThat(visits.owed().status()).isEqualTo(ObligationStatus.OPEN);
    assertThat(DATABASE.texts("select kind from alarm")).contains("FOLLOW_UP_OWED_AGAIN");
  }

  /** The follow-up's journey receives the proof when it no longer holds. */
  @Test
  void a_proof_that_is_out_of_date_ends_no_duty() {
    visits.ordered(PatientContact.CLINIC);
    visits.rejectAfterAll();
    visits.record(visits.prescribed());

    TestRecords.merge(
        engine, TestVisits.FOLLOW_UP, new NothingPrescribed(TestVisits.origin("n-1")));

    assertThat(visits.owed().status()).isEqualTo(ObligationStatus.OPEN);
    assertThat(DATABASE.texts("select kind from alarm")).contains("FOLLOW_UP_OWED_AGAIN");
  }

  /**
   * The duty is counted from the visit by wrong data; what the other visit asks for, a person says.
   */
  @Test
  void another_visit_by_the_corrected_data_raises_an_alarm() {
    visits.ordered(PatientContact.CLINIC);
    visits.takeBack();
    visits.approve();
    assertThat(visits.owed().status()).isEqualTo(ObligationStatus.OPEN);
    assertThat(DATABASE.texts("select kind from alarm")).doesNotContain("FOLLOW_UP_OWED_AGAIN");

    PatientExamId second = new PatientExamId("601234");
    Instant now = engine.clock().instant();
    visits.record(InviteAnswer.sent(2, now, second));
    visits.record(
        new ConsultationCompleted(
            visits.delivered(),
            2,
            second,
            ExamStatus.APPROVED,
            RxStatus.NOT_TOLD,
            true,
            "new",
            now));
    assertThat(DATABASE.texts("select subject from alarm where kind = 'FOLLOW_UP_OWED_AGAIN'"))
        .containsExactly("visit-" + now);
  }
}
