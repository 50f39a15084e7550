package org.patientjourney.activities.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.followup.FollowUpDao;
import org.patientjourney.activities.followup.FollowUpDao.OwedFollowUp;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.activities.record.ObligationDao;
import org.patientjourney.activities.record.ObligationRow.ObligationStatus;
import org.patientjourney.workflows.command.JourneyCommand.HoldJourney;
import org.patientjourney.workflows.command.OutcomeCommand.Close;
import org.patientjourney.workflows.command.OutcomeCommand.RecordDecision;
import org.patientjourney.workflows.effect.Visit;
import org.patientjourney.workflows.event.ConsultationCompleted;
import org.patientjourney.workflows.event.PrescriptionConfirmed;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.order.PatientContact;

/** The duty that a GLP-1 approval opens. */
class FollowUpEffectsTest {
  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final TestVisits visits = new TestVisits(DATABASE, engine);

  @Test
  void an_approval_opens_the_duty_and_starts_its_journey_in_one_transaction() {
    visits.ordered(PatientContact.CLINIC);
    Instant visit = engine.clock().instant();

    visits.approve();

    OwedFollowUp owed = visits.owed();
    assertThat(owed.status()).isEqualTo(ObligationStatus.OPEN);
    assertThat(owed.owner()).isEqualTo(Owner.ENGINE);
    assertThat(owed.basis()).isEqualTo(Visit.Basis.CONSULTATION);
    assertThat(owed.visitAt()).isEqualTo(visit);
    assertThat(owed.dueAt()).isEqualTo(TestEngine.FOLLOW_UPS.dueAt(visit, CHICAGO));
    assertThat(owed.zone()).isEqualTo("America/Chicago");
    assertThat(owed.confirmedAt()).isNull();
    assertThat(engine.row(TestVisits.FOLLOW_UP).nextDueAt()).isEqualTo(owed.dueAt());
    assertThat(engine.row(TestVisits.FOLLOW_UP).examId().value()).isEqualTo(TestOrders.FOLLOW_UP);
    assertThat(visits.starts(TestVisits.FOLLOW_UP)).isEqualTo(1);
    assertThat(visits.journal(TestVisits.VISIT)).contains("FOLLOW_UP_OWED");
    assertThat(engine.firstBroken(TestVisits.VISIT)).isEmpty();
    assertThat(engine.firstBroken(TestVisits.FOLLOW_UP)).isEmpty();
  }

  @Test
  void a_revision_that_is_not_recorded_opens_nothing() {
    visits.ordered(PatientContact.CLINIC);
    var revision = TestRecords.merged(engine, TestVisits.VISIT, visits.approved());
    engine.claim(TestVisits.VISIT);

    engine.journeys().record(revision);

    assertThat(visits.all()).isEmpty();
    assertThat(DATABASE.count("journey where journey_id = '" + TestVisits.FOLLOW_UP + "'"))
        .isZero();
  }

  @Test
  void a_transaction_that_fails_leaves_neither_duty_nor_journey() {
    visits.ordered(PatientContact.CLINIC);
    var approved = TestRecords.merged(engine, TestVisits.VISIT, visits.approved());

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                DATABASE
                    .jdbi()
                    .useTransaction(
                        handle -> {
                          engine
                              .writer()
                              .write(
                                  handle,
                                  JourneyRow.locked(handle, TestVisits.VISIT),
                                  approved,
                                  engine.clock().instant());
                          throw new IllegalStateException("before the commit");
                        }));

    assertThat(visits.all()).isEmpty();
    assertThat(DATABASE.count("obligation where kind = 'FOLLOW_UP'")).isZero();
    assertThat(DATABASE.count("journey where journey_id = '" + TestVisits.FOLLOW_UP + "'"))
        .isZero();
    assertThat(visits.starts(TestVisits.FOLLOW_UP)).isZero();
  }

  @Test
  void the_visit_is_the_first_approval_even_when_recorded_with_other_facts() {
    visits.ordered(PatientContact.CLINIC);
    ConsultationCompleted approved = visits.approved();
    engine.clock().advance(Duration.ofDays(2));

    visits.record(
        new RecordDecision(TestVisits.origin("c-1"), ExamStatus.APPROVED, "the portal"), approved);

    assertThat(visits.owed().basis()).isEqualTo(Visit.Basis.CONSULTATION);
    assertThat(visits.owed().visitAt()).isEqualTo(approved.receivedAt());
  }

  @Test
  void an_approval_by_hand_is_marked_as_recorded_by_a_person() {
    visits.ordered(PatientContact.CLINIC);

    visits.record(new RecordDecision(TestVisits.origin("c-1"), ExamStatus.APPROVED, "the portal"));

    assertThat(visits.owed().basis()).isEqualTo(Visit.Basis.BY_HAND);
    assertThat(visits.owed().visitAt()).isEqualTo(engine.clock().instant());
  }

  @Test
  void of_several_events_2_the_first_counts() {
    visits.ordered(PatientContact.CLINIC);
    PrescriptionConfirmed first = visits.prescribed("9001");
    engine.clock().advance(Duration.ofDays(2));

    visits.record(visits.prescribed("9002"), first);

    assertThat(visits.owed().basis()).isEqualTo(Visit.Basis.PRESCRIPTION);
    assertThat(visits.owed().visitAt()).isEqualTo(first.receivedAt());
  }

  @Test
  void later_revisions_change_neither_basis_nor_due() {
    visits.ordered(PatientContact.CLINIC);
    visits.approve();
    OwedFollowUp first = visits.owed();
    engine.clock().advance(Duration.ofDays(2));

    visits.record(visits.prescribed());

    assertThat(visits.owed().dueAt()).isEqualTo(first.dueAt());
    assertThat(visits.owed().confirmedAt()).isEqualTo(engine.clock().instant());
    assertThat(visits.starts(TestVisits.FOLLOW_UP)).isEqualTo(1);
    assertThat(visits.journal(TestVisits.VISIT)).contains("FOLLOW_UP_CONFIRMED");
    assertThat(engine.dao(FollowUpDao.class).findConfirmed(TestVisits.FOLLOW_UP)).contains(true);
  }

  @Test
  void event_2_alone_opens_the_follow_up_and_a_late_approval_keeps_its_date() {
    visits.ordered(PatientContact.CLINIC);
    Instant prescribedAt = engine.clock().instant();
    visits.record(visits.prescribed());
    assertThat(visits.owed().basis()).isEqualTo(Visit.Basis.PRESCRIPTION);
    Instant due = visits.owed().dueAt();
    engine.clock().advance(Duration.ofDays(30));
    visits.endByHandover();

    visits.approve();

    assertThat(visits.owed().visitAt()).isEqualTo(prescribedAt);
    assertThat(visits.owed().dueAt()).isEqualTo(due);
    assertThat(visits.owed().status()).isEqualTo(ObligationStatus.MET);
  }

  @Test
  void closing_and_holding_the_visits_journey_swallow_nothing() {
    visits.ordered(PatientContact.CLINIC);
    visits.approve();
    visits.record(new HoldJourney(TestVisits.origin("c-1")));

    visits.record(new Close(TestVisits.origin("c-2")));

    assertThat(visits.owed().status()).isEqualTo(ObligationStatus.OPEN);
    assertThat(engine.row(TestVisits.FOLLOW_UP).open()).isTrue();
  }

  @Test
  void the_provider_owes_the_follow_up_when_it_contacts_patients() {
    visits.ordered(PatientContact.PROVIDER);

    visits.approve();

    assertThat(visits.owed().owner()).isEqualTo(Owner.PROVIDER);
    assertThat(visits.owed().status()).isEqualTo(ObligationStatus.RECORDED);
    assertThat(visits.owed().followUpJourneyId()).isNull();
    assertThat(DATABASE.count("journey where journey_id = '" + TestVisits.FOLLOW_UP + "'"))
        .isZero();
    engine.clock().advance(Duration.ofDays(60));
    assertThat(engine.dao(ObligationDao.class).markOverdue(engine.clock().instant(), 9)).isEmpty();
  }

  @Test
  void an_overdue_follow_up_is_reported_even_when_its_journey_never_ran() {
    visits.ordered(PatientContact.CLINIC);
    visits.approve();
    engine.clock().advance(Duration.ofDays(30));

    assertThat(engine.dao(ObligationDao.class).markOverdue(engine.clock().instant(), 9))
        .anyMatch(row -> row.journeyId().equals(TestVisits.VISIT));
    assertThat(visits.owed().status()).isEqualTo(ObligationStatus.OVERDUE);
  }

  @Test
  void the_approval_of_a_follow_up_opens_no_other() {
    visits.ordered(PatientContact.CLINIC);
    visits.approve();

    TestRecords.merge(
        engine,
        TestVisits.FOLLOW_UP,
        new RecordDecision(TestVisits.origin("c-1"), ExamStatus.APPROVED, "the portal says so"));

    assertThat(engine.row(TestVisits.FOLLOW_UP).state().isCleared()).isTrue();
    assertThat(visits.owed().journeyId()).isEqualTo(TestVisits.VISIT);
    assertThat(DATABASE.count("journey")).isEqualTo(2);
  }

  /** What the pharmacy denied is no prescription; but it is no proof that there is none, either. */
  @Test
  void an_unconfirmed_prescription_neither_confirms_nor_opens_nor_ends_the_duty() {
    visits.ordered(PatientContact.CLINIC);
    visits.record(visits.unconfirmed());
    assertThat(DATABASE.count("obligation where kind = 'FOLLOW_UP'")).isZero();
    visits.record(visits.approved());
    assertThat(
            DATABASE.texts("select confirmed_at is null from obligation where kind = 'FOLLOW_UP'"))
        .containsExactly("t");
    visits.record(visits.prescribed("9002"));
    assertThat(
            DATABASE.texts("select confirmed_at is null from obligation where kind = 'FOLLOW_UP'"))
        .containsExactly("f");
  }
}
