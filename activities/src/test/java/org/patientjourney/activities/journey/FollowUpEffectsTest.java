package org.patientjourney.activities.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.followup.FollowUpDao;
import org.patientjourney.activities.followup.FollowUpDao.OwedFollowUp;
import org.patientjourney.activities.invite.InviteAttemptRow;
import org.patientjourney.activities.invite.WebhookToken;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.activities.record.ObligationDao;
import org.patientjourney.activities.record.ObligationRow.ObligationStatus;
import org.patientjourney.workflows.command.InviteCommand.ConfirmHandover;
import org.patientjourney.workflows.command.InviteCommand.CorrectContact;
import org.patientjourney.workflows.command.JourneyCommand.HoldJourney;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.command.OutcomeCommand.Close;
import org.patientjourney.workflows.command.OutcomeCommand.NothingPrescribed;
import org.patientjourney.workflows.command.OutcomeCommand.RecordDecision;
import org.patientjourney.workflows.command.OutcomeCommand.WaiveFollowUp;
import org.patientjourney.workflows.effect.Visit;
import org.patientjourney.workflows.event.ConsultationCompleted;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.event.PrescriptionConfirmed;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.Prescription.PrescriptionStatus;
import org.patientjourney.workflows.fact.Prescription.RxStatus;
import org.patientjourney.workflows.fact.PrescriptionId;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.followup.FollowUpActivities.FollowUpCheck;
import org.patientjourney.workflows.followup.FollowUpPhase;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.Fact;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.meeting.CancellationPhase;
import org.patientjourney.workflows.meeting.InviteActivities.CancelOutcome;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.PatientContact;
import org.patientjourney.workflows.run.JourneyActivities.JourneyClaim;
import org.patientjourney.workflows.run.JourneyActivities.JourneyRecord;

/** The duty that a GLP-1 approval opens, and the few things that end it. */
class FollowUpEffectsTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final JourneyId VISIT = new JourneyId("juniper:WC-9:5204");
  private static final JourneyId FOLLOW_UP = VISIT.followUp();
  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

  private final TestEngine engine = TestEngine.on(DATABASE);
  private WebhookToken token = new WebhookToken("none yet");

  @Test
  void an_approval_opens_the_duty_and_starts_its_journey_in_one_transaction() {
    ordered(PatientContact.CLINIC);
    Instant visit = engine.clock().instant();

    approve();

    OwedFollowUp owed = owed();
    assertThat(owed.status()).isEqualTo(ObligationStatus.OPEN);
    assertThat(owed.owner()).isEqualTo(Owner.ENGINE);
    assertThat(owed.basis()).isEqualTo(Visit.Basis.CONSULTATION);
    assertThat(owed.visitAt()).isEqualTo(visit);
    assertThat(owed.dueAt()).isEqualTo(TestEngine.FOLLOW_UPS.dueAt(visit, CHICAGO));
    assertThat(owed.zone()).isEqualTo("America/Chicago");
    assertThat(owed.confirmedAt()).isNull();
    assertThat(engine.row(FOLLOW_UP).nextDueAt()).isEqualTo(owed.dueAt());
    assertThat(engine.row(FOLLOW_UP).examId().value()).isEqualTo(TestOrders.FOLLOW_UP);
    assertThat(starts(FOLLOW_UP)).isEqualTo(1);
    assertThat(journal(VISIT)).contains("FOLLOW_UP_OWED");
    assertThat(engine.firstBroken(VISIT)).isEmpty();
    assertThat(engine.firstBroken(FOLLOW_UP)).isEmpty();
  }

  @Test
  void a_revision_that_is_not_recorded_opens_nothing() {
    ordered(PatientContact.CLINIC);
    var revision = TestRecords.merged(engine, VISIT, approved());
    engine.claim(VISIT);

    engine.journeys().record(revision);

    assertThat(all()).isEmpty();
    assertThat(DATABASE.count("journey where journey_id = '" + FOLLOW_UP + "'")).isZero();
  }

  @Test
  void a_transaction_that_fails_leaves_neither_duty_nor_journey() {
    ordered(PatientContact.CLINIC);
    var approved = TestRecords.merged(engine, VISIT, approved());

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
                                  JourneyRow.locked(handle, VISIT),
                                  approved,
                                  engine.clock().instant());
                          throw new IllegalStateException("before the commit");
                        }));

    assertThat(all()).isEmpty();
    assertThat(DATABASE.count("obligation where kind = 'FOLLOW_UP'")).isZero();
    assertThat(DATABASE.count("journey where journey_id = '" + FOLLOW_UP + "'")).isZero();
    assertThat(starts(FOLLOW_UP)).isZero();
  }

  @Test
  void the_visit_is_the_first_approval_even_when_recorded_with_other_facts() {
    ordered(PatientContact.CLINIC);
    ConsultationCompleted approved = approved();
    engine.clock().advance(Duration.ofDays(2));

    record(new RecordDecision(origin("c-1"), ExamStatus.APPROVED, "the portal"), approved);

    assertThat(owed().basis()).isEqualTo(Visit.Basis.CONSULTATION);
    assertThat(owed().visitAt()).isEqualTo(approved.receivedAt());
  }

  @Test
  void an_approval_by_hand_is_marked_as_recorded_by_a_person() {
    ordered(PatientContact.CLINIC);

    record(new RecordDecision(origin("c-1"), ExamStatus.APPROVED, "the portal"));

    assertThat(owed().basis()).isEqualTo(Visit.Basis.BY_HAND);
    assertThat(owed().visitAt()).isEqualTo(engine.clock().instant());
  }

  @Test
  void of_several_events_2_the_first_counts() {
    ordered(PatientContact.CLINIC);
    PrescriptionConfirmed first = prescribed("9001");
    engine.clock().advance(Duration.ofDays(2));

    record(prescribed("9002"), first);

    assertThat(owed().basis()).isEqualTo(Visit.Basis.PRESCRIPTION);
    assertThat(owed().visitAt()).isEqualTo(first.receivedAt());
  }

  @Test
  void later_revisions_change_neither_basis_nor_due() {
    ordered(PatientContact.CLINIC);
    approve();
    OwedFollowUp first = owed();
    engine.clock().advance(Duration.ofDays(2));

    record(prescribed());

    assertThat(owed().dueAt()).isEqualTo(first.dueAt());
    assertThat(owed().confirmedAt()).isEqualTo(engine.clock().instant());
    assertThat(starts(FOLLOW_UP)).isEqualTo(1);
    assertThat(journal(VISIT)).contains("FOLLOW_UP_CONFIRMED");
    assertThat(engine.dao(FollowUpDao.class).findConfirmed(FOLLOW_UP)).contains(true);
  }

  @Test
  void event_2_alone_opens_the_follow_up_and_a_late_approval_keeps_its_date() {
    ordered(PatientContact.CLINIC);
    Instant prescribedAt = engine.clock().instant();
    record(prescribed());
    assertThat(owed().basis()).isEqualTo(Visit.Basis.PRESCRIPTION);
    Instant due = owed().dueAt();
    engine.clock().advance(Duration.ofDays(30));
    endByHandover();

    approve();

    assertThat(owed().visitAt()).isEqualTo(prescribedAt);
    assertThat(owed().dueAt()).isEqualTo(due);
    assertThat(owed().status()).isEqualTo(ObligationStatus.MET);
  }

  @Test
  void closing_and_holding_the_visits_journey_swallow_nothing() {
    ordered(PatientContact.CLINIC);
    approve();
    record(new HoldJourney(origin("c-1")));

    record(new Close(origin("c-2")));

    assertThat(owed().status()).isEqualTo(ObligationStatus.OPEN);
    assertThat(engine.row(FOLLOW_UP).open()).isTrue();
  }

  @Test
  void the_provider_owes_the_follow_up_when_it_contacts_patients() {
    ordered(PatientContact.PROVIDER);

    approve();

    assertThat(owed().owner()).isEqualTo(Owner.PROVIDER);
    assertThat(owed().status()).isEqualTo(ObligationStatus.RECORDED);
    assertThat(owed().followUpJourneyId()).isNull();
    assertThat(DATABASE.count("journey where journey_id = '" + FOLLOW_UP + "'")).isZero();
    engine.clock().advance(Duration.ofDays(60));
    assertThat(engine.dao(ObligationDao.class).markOverdue(engine.clock().instant(), 9)).isEmpty();
  }

  @Test
  void an_overdue_follow_up_is_reported_even_when_its_journey_never_ran() {
    ordered(PatientContact.CLINIC);
    approve();
    engine.clock().advance(Duration.ofDays(30));

    assertThat(engine.dao(ObligationDao.class).markOverdue(engine.clock().instant(), 9))
        .anyMatch(row -> row.journeyId().equals(VISIT));
    assertThat(owed().status()).isEqualTo(ObligationStatus.OVERDUE);
  }

  @Test
  void a_handover_meets_the_follow_up_and_names_its_actor() {
    ordered(PatientContact.CLINIC);
    approve();

    endByHandover();

    assertThat(owed().status()).isEqualTo(ObligationStatus.MET);
    assertThat(owed().endedBy()).isEqualTo("operations");
    assertThat(owed().evidence()).startsWith("journal " + FOLLOW_UP + " revision ");
    Instant handedOver = owed().endedAt();
    engine.clock().advance(Duration.ofDays(1));
    engine.journeys().record(TestRecords.merged(engine, FOLLOW_UP, new HoldJourney(origin("x"))));
    assertThat(owed().endedAt()).isEqualTo(handedOver);
  }

  @Test
  void neither_sending_the_invite_nor_closing_the_journey_ends_it() {
    ordered(PatientContact.CLINIC);
    approve();

    invited();
    assertThat(engine.row(FOLLOW_UP).state().isInvited()).isTrue();
    assertThat(owed().status()).isEqualTo(ObligationStatus.OPEN);

    TestRecords.close(engine, FOLLOW_UP);
    assertThat(engine.row(FOLLOW_UP).open()).isFalse();
    assertThat(owed().status()).isEqualTo(ObligationStatus.OPEN);
  }

  @Test
  void the_approval_of_a_follow_up_opens_no_other() {
    ordered(PatientContact.CLINIC);
    approve();

    TestRecords.merge(
        engine,
        FOLLOW_UP,
        new RecordDecision(origin("c-1"), ExamStatus.APPROVED, "the portal says so"));

    assertThat(engine.row(FOLLOW_UP).state().isCleared()).isTrue();
    assertThat(owed().journeyId()).isEqualTo(VISIT);
    assertThat(DATABASE.count("journey")).isEqualTo(2);
  }

  @Test
  void a_waiver_ends_the_follow_up_with_office_and_encrypted_reason() {
    ordered(PatientContact.CLINIC);
    approve();

    TestRecords.merge(engine, FOLLOW_UP, new WaiveFollowUp(origin("c-1"), "medical-director"));

    OwedFollowUp owed = owed();
    assertThat(owed.status()).isEqualTo(ObligationStatus.WAIVED);
    assertThat(owed.waivedBy()).isEqualTo("medical-director");
    assertThat(
            engine
                .ofOrder(VISIT)
                .decryptText(
                    Objects.requireNonNull(owed.waiver()), OwedFollowUp.waiverContext(VISIT)))
        .isEqualTo("because the test says so");
    assertThat(DATABASE.dump()).doesNotContain("because the test says so");
  }

  /** It was sent already, so its run goes on until the provider has cancelled it. */
  @Test
  void a_waiver_that_the_record_lost_ends_the_follow_up_with_the_runs_next_revision() {
    ordered(PatientContact.CLINIC);
    approve();
    DATABASE.backUp();
    Instant now = engine.clock().instant();
    JourneyClaim claim = engine.claim(FOLLOW_UP);
    Attempt sent = new Attempt(1, InviteStatus.SENT, now, new PatientExamId("601002"));
    JourneyRecord invited =
        TestRecords.of(claim, Change.of(claim.state().withFollowUpReady(now).withAttempt(sent)));
    engine.journeys().record(invited);
    Fact waiver = new WaiveFollowUp(origin("c-1"), "medical-director");
    JourneyRecord waived =
        TestRecords.after(invited, Phases.RULES.merge(invited.state(), waiver, engine.moment()));
    engine.journeys().record(waived);
    assertThat(owed().status()).isEqualTo(ObligationStatus.WAIVED);
    DATABASE.restore();
    assertThat(owed().status()).isEqualTo(ObligationStatus.OPEN);
    JourneyRecord ahead = TestRecords.after(waived, Change.of(waived.state()));

    engine.journeys().record(ahead);

    assertThat(owed().status()).isEqualTo(ObligationStatus.WAIVED);
    assertThat(owed().evidence()).isEqualTo("journal " + FOLLOW_UP + " revision 3");
  }

  @Test
  void a_rejection_after_all_without_prescription_asks_the_follow_up_to_end() {
    ordered(PatientContact.CLINIC);
    approve();
    record(event(ExamStatus.REJECTED, "d2"));
    assertThat(commands()).isEmpty();

    record(new RecordDecision(origin("c-1"), ExamStatus.REJECTED, "the portal says so"));

    assertThat(commands()).singleElement().asString().contains("nothing-prescribed");
    record(new HoldJourney(origin("c-2")));
    assertThat(commands()).hasSize(1);
    TestRecords.merge(engine, FOLLOW_UP, new NothingPrescribed(origin("n-1")));
    assertThat(owed().status()).isEqualTo(ObligationStatus.DROPPED);
  }

  @Test
  void the_proof_ends_a_duty_of_the_providers_own_with_no_journey_to_ask() {
    ordered(PatientContact.PROVIDER);
    approve();
    record(event(ExamStatus.REJECTED, "d2"));

    record(new RecordDecision(origin("c-1"), ExamStatus.REJECTED, "the portal says so"));

    assertThat(owed().status()).isEqualTo(ObligationStatus.DROPPED);
    assertThat(owed().evidence()).startsWith("journal " + VISIT + " revision ");
    assertThat(commands()).isEmpty();
  }

  @Test
  void a_follow_up_with_a_prescription_is_never_disproved() {
    ordered(PatientContact.CLINIC);
    approve();
    record(prescribed());
    record(event(ExamStatus.REJECTED, "d2"));

    record(new RecordDecision(origin("c-1"), ExamStatus.REJECTED, "the portal says so"));

    assertThat(commands()).isEmpty();
    assertThat(owed().status()).isEqualTo(ObligationStatus.OPEN);
  }

  @Test
  void a_follow_up_owed_again_after_it_was_dropped_raises_an_alarm() {
    ordered(PatientContact.CLINIC);
    rejectAfterAll();
    TestRecords.merge(engine, FOLLOW_UP, new NothingPrescribed(origin("n-1")));

    record(prescribed());

    assertThat(owed().status()).isEqualTo(ObligationStatus.OPEN);
    assertThat(DATABASE.texts("select kind from alarm")).contains("FOLLOW_UP_OWED_AGAIN");
  }

  /** The follow-up's journey receives the proof when it no longer holds. */
  @Test
  void a_proof_that_is_out_of_date_ends_no_duty() {
    ordered(PatientContact.CLINIC);
    rejectAfterAll();
    record(prescribed());

    TestRecords.merge(engine, FOLLOW_UP, new NothingPrescribed(origin("n-1")));

    assertThat(owed().status()).isEqualTo(ObligationStatus.OPEN);
    assertThat(DATABASE.texts("select kind from alarm")).contains("FOLLOW_UP_OWED_AGAIN");
  }

  /**
   * The duty is counted from the visit by wrong data; what the other visit asks for, a person says.
   */
  @Test
  void another_visit_by_the_corrected_data_raises_an_alarm() {
    ordered(PatientContact.CLINIC);
    takeBack();
    approve();
    assertThat(owed().status()).isEqualTo(ObligationStatus.OPEN);
    assertThat(DATABASE.texts("select kind from alarm")).doesNotContain("FOLLOW_UP_OWED_AGAIN");

    PatientExamId second = new PatientExamId("601234");
    Instant now = engine.clock().instant();
    record(InviteAnswer.sent(2, now, second));
    record(
        new ConsultationCompleted(
            delivered(), 2, second, ExamStatus.APPROVED, RxStatus.NOT_TOLD, true, "new", now));
    assertThat(DATABASE.texts("select subject from alarm where kind = 'FOLLOW_UP_OWED_AGAIN'"))
        .containsExactly("visit-" + now);
  }

  /** A correction, and the provider's agreement. */
  private void takeBack() {
    JourneyClaim claim = engine.claim(VISIT);
    Change anew =
        Phases.RULES
            .merge(claim.state(), new CorrectContact(origin("fix"), 1), engine.moment())
            .then(
                asked ->
                    CancellationPhase.answered(
                        asked, new CancelOutcome.Cancelled(null), engine.moment()));
    engine.journeys().record(TestRecords.of(claim, Phases.RULES.settle(anew, engine.moment())));
  }

  private void ordered(PatientContact contact) {
    var order = TestOrders.withExams("WC-9", TestOrders.TIRZEPATIDE);
    engine.orders().accept(order, engine.plan(order, contact));
    token = engine.startAttempt(engine.row(VISIT).meetingId(), 1, 5101);
    record(InviteAnswer.sent(1, engine.clock().instant(), new PatientExamId("601233")));
  }

  /** Approved, then rejected; a person says which of them is true. */
  private void rejectAfterAll() {
    approve();
    record(event(ExamStatus.REJECTED, "d2"));
    record(new RecordDecision(origin("c-1"), ExamStatus.REJECTED, "the portal says so"));
  }

  private void approve() {
    record(approved());
  }

  private ConsultationCompleted approved() {
    return event(ExamStatus.APPROVED, "d1");
  }

  private ConsultationCompleted event(ExamStatus status, String digest) {
    return new ConsultationCompleted(
        delivered(),
        1,
        new PatientExamId("601233"),
        status,
        RxStatus.NOT_TOLD,
        true,
        digest,
        engine.clock().instant());
  }

  /** What the pharmacy denied is no prescription; but it is no proof that there is none, either. */
  @Test
  void an_unconfirmed_prescription_neither_confirms_nor_opens_nor_ends_the_duty() {
    ordered(PatientContact.CLINIC);
    record(unconfirmed());
    assertThat(DATABASE.count("obligation where kind = 'FOLLOW_UP'")).isZero();
    record(approved());
    assertThat(
            DATABASE.texts("select confirmed_at is null from obligation where kind = 'FOLLOW_UP'"))
        .containsExactly("t");
    record(prescribed("9002"));
    assertThat(
            DATABASE.texts("select confirmed_at is null from obligation where kind = 'FOLLOW_UP'"))
        .containsExactly("f");
  }

  private PrescriptionConfirmed unconfirmed() {
    PrescriptionConfirmed confirmed = prescribed("9001");
    return new PrescriptionConfirmed(
        confirmed.deliveryId(),
        confirmed.attempt(),
        confirmed.patientExamId(),
        confirmed.medicines(),
        confirmed.orderSet(),
        confirmed.controlled(),
        new PrescriptionStatus(ExamStatus.APPROVED, RxStatus.UNCONFIRMED, true),
        confirmed.whole(),
        confirmed.versions(),
        confirmed.digest(),
        confirmed.receivedAt());
  }

  private PrescriptionConfirmed prescribed() {
    return prescribed("9001");
  }

  private PrescriptionConfirmed prescribed(String medicine) {
    return new PrescriptionConfirmed(
        delivered(),
        1,
        new PatientExamId("601233"),
        List.of(new PrescriptionId(medicine)),
        884,
        false,
        new PrescriptionStatus(ExamStatus.APPROVED, RxStatus.CONFIRMED, true),
        true,
        List.of(),
        "digest-of-" + medicine,
        engine.clock().instant());
  }

  private WebhookDeliveryId delivered() {
    InviteAttemptRow attempt = engine.webhooks().find(token).orElseThrow();
    return engine.deliver(attempt, BODY, false, null);
  }

  private void fallDue() {
    JourneyClaim claim = engine.claim(FOLLOW_UP);
    Change ready =
        FollowUpPhase.checked(claim.state(), new FollowUpCheck(List.of(), false), engine.moment());
    engine.journeys().record(TestRecords.of(claim, ready));
  }

  private void invited() {
    fallDue();
    TestRecords.merge(
        engine,
        FOLLOW_UP,
        InviteAnswer.sent(1, engine.clock().instant(), new PatientExamId("601999")));
  }

  private void endByHandover() {
    invited();
    TestRecords.merge(engine, FOLLOW_UP, new ConfirmHandover(origin("h-1")));
  }

  private void record(Fact... facts) {
    TestRecords.merge(engine, VISIT, facts);
  }

  private OwedFollowUp owed() {
    assertThat(all()).hasSize(1);
    return all().get(0);
  }

  private List<OwedFollowUp> all() {
    return engine.dao(FollowUpDao.class).findPage(engine.clock().instant(), null, "", 9);
  }

  private long starts(JourneyId journey) {
    return DATABASE.count("outbox where kind = 'START' and journey_id = '" + journey + "'");
  }

  private List<String> commands() {
    return DATABASE.texts("select payload from outbox where kind = 'COMMAND'");
  }

  private List<String> journal(JourneyId journey) {
    return engine.journalOf(journey).stream().map(row -> row.kind().name()).toList();
  }

  private static Origin origin(String id) {
    return new Origin(id, "operations", "because the test says so");
  }
}
