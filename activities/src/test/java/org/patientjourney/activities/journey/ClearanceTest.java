package org.patientjourney.activities.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.incident.TestIncidents;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.record.ClearanceDao;
import org.patientjourney.activities.record.ClearanceDao.ClearanceRow;
import org.patientjourney.workflows.command.OutcomeCommand.RecordDecision;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.PatientId;
import org.patientjourney.workflows.run.JourneyActivities.JourneyRecord;

/** Good faith approvals clear the patient for a year, as long as they stand. */
class ClearanceTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final JourneyId JOURNEY = new JourneyId("juniper:WC-3:5101");
  private static final PatientId PATIENT = new PatientId("C-5521");

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final Instant approvedAt = engine.clock().instant();

  @BeforeEach
  void accept() {
    engine.accept(TestOrders.withPrescription());
  }

  @Test
  void an_approval_clears_the_patient_for_the_exam_for_a_year() {
    decide(JOURNEY, ExamStatus.APPROVED);

    assertThat(clearances()).containsExactly(clearance(null));
  }

  @Test
  void a_rejection_gives_no_clearance() {
    decide(JOURNEY, ExamStatus.REJECTED);

    assertThat(clearances()).isEmpty();
  }

  @Test
  void an_approval_to_prescribe_clears_for_no_treatment() {
    decide(new JourneyId("juniper:WC-3:5204"), ExamStatus.APPROVED);

    assertThat(clearances()).isEmpty();
  }

  @Test
  void an_approval_that_turns_out_not_to_stand_is_withdrawn_once() {
    decide(JOURNEY, ExamStatus.APPROVED);
    engine.clock().advance(Duration.ofDays(2));
    Instant contradictedAt = engine.clock().instant();
    decide(JOURNEY, ExamStatus.REJECTED);

    engine.clock().advance(Duration.ofDays(2));
    TestRecords.merge(engine, JOURNEY);

    assertThat(clearances()).containsExactly(clearance(contradictedAt));
  }

  @Test
  void an_approval_that_stands_again_keeps_its_date() {
    decide(JOURNEY, ExamStatus.APPROVED);
    engine.clock().advance(Duration.ofDays(2));
    decide(JOURNEY, ExamStatus.REJECTED);
    engine.clock().advance(Duration.ofDays(2));
    decide(JOURNEY, ExamStatus.APPROVED);

    assertThat(clearances()).containsExactly(clearance(null));
  }

  @Test
  void a_clearance_that_is_granted_again_with_another_date_keeps_the_first() {
    decide(JOURNEY, ExamStatus.APPROVED);
    Instant later = approvedAt.plus(Duration.ofDays(9));

    engine.dao(ClearanceDao.class).grant(JOURNEY, later, later);

    assertThat(clearances()).containsExactly(clearance(null));
  }

  @Test
  void closing_and_recording_again_leave_a_clearance_as_it_is() {
    decide(JOURNEY, ExamStatus.APPROVED);
    engine.clock().advance(Duration.ofDays(2));
    TestRecords.close(engine, JOURNEY);

    assertThat(clearances()).containsExactly(clearance(null));
  }

  @Test
  void an_approval_that_a_restored_record_has_lost_clears_again() {
    JourneyRecord lost = TestRecords.merged(engine, JOURNEY, decision(ExamStatus.APPROVED));

    engine.journeys().record(TestRecords.after(lost, Change.of(lost.state())));

    assertThat(clearances()).containsExactly(clearance(null));
  }

  @Test
  void clearances_of_a_patient_are_those_of_one_clinic_the_newest_first() {
    JourneyId other = new JourneyId("juniper:WC-3:5102");
    decide(JOURNEY, ExamStatus.APPROVED);
    engine.clock().advance(Duration.ofDays(2));
    decide(other, ExamStatus.APPROVED);
    ClinicId willow = new ClinicId("willow");
    JourneyId elsewhere = engine.accept(TestOrders.of(willow, "WC-1", TestOrders.FILLER)).get(0);
    decide(elsewhere, ExamStatus.APPROVED);

    assertThat(clearances()).extracting(ClearanceRow::journeyId).containsExactly(other, JOURNEY);
    assertThat(engine.dao(ClearanceDao.class).findByPatient(willow, PATIENT))
        .extracting(ClearanceRow::journeyId)
        .containsExactly(elsewhere);
  }

  private void decide(JourneyId journey, ExamStatus status) {
    TestRecords.merge(engine, journey, decision(status));
  }

  private RecordDecision decision(ExamStatus status) {
    String id = status + "-" + engine.clock().instant();
    return new RecordDecision(TestIncidents.command(id), status, "seen in the portal");
  }

  private List<ClearanceRow> clearances() {
    return engine.dao(ClearanceDao.class).findByPatient(TestOrders.CLINIC, PATIENT);
  }

  private ClearanceRow clearance(@Nullable Instant withdrawnAt) {
    return new ClearanceRow(
        JOURNEY,
        TestOrders.CLINIC,
        PATIENT,
        new ExamId(5101),
        approvedAt,
        approvedAt.plus(Duration.ofDays(365)),
        withdrawnAt);
  }
}
