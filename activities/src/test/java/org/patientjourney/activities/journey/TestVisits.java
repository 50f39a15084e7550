package org.patientjourney.activities.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.followup.FollowUpDao;
import org.patientjourney.activities.followup.FollowUpDao.OwedFollowUp;
import org.patientjourney.activities.invite.InviteAttemptRow;
import org.patientjourney.activities.invite.WebhookToken;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.workflows.command.InviteCommand.ConfirmHandover;
import org.patientjourney.workflows.command.InviteCommand.CorrectContact;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.command.OutcomeCommand.RecordDecision;
import org.patientjourney.workflows.event.ConsultationCompleted;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.event.PrescriptionConfirmed;
import org.patientjourney.workflows.event.ShipmentTracked;
import org.patientjourney.workflows.event.ShipmentTracked.TrackedParcel;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.Prescription.PrescriptionStatus;
import org.patientjourney.workflows.fact.Prescription.RxStatus;
import org.patientjourney.workflows.fact.PrescriptionId;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.followup.FollowUpActivities.FollowUpCheck;
import org.patientjourney.workflows.followup.FollowUpPhase;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.Fact;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.meeting.CancellationPhase;
import org.patientjourney.workflows.meeting.InviteActivities.CancelOutcome;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.PatientContact;
import org.patientjourney.workflows.run.JourneyActivities.JourneyClaim;

/** A GLP-1 visit of the clinic juniper, and what becomes of it and of its follow-up. */
final class TestVisits {
  static final JourneyId VISIT = new JourneyId("juniper:WC-9:5204");
  static final JourneyId FOLLOW_UP = VISIT.followUp();

  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

  private final TestDatabase database;
  private final TestEngine engine;
  private WebhookToken token = new WebhookToken("none yet");

  TestVisits(TestDatabase database, TestEngine engine) {
    this.database = database;
    this.engine = engine;
  }

  /** A correction, and the provider's agreement. */
  void takeBack() {
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

  void ordered(PatientContact contact) {
    var order = TestOrders.withExams("WC-9", TestOrders.TIRZEPATIDE);
    engine.orders().accept(order, engine.plan(order, contact));
    token = engine.startAttempt(engine.row(VISIT).meetingId(), 1, 5101);
    record(InviteAnswer.sent(1, engine.clock().instant(), new PatientExamId("601233")));
  }

  /** Approved, then rejected; a person says which of them is true. */
  void rejectAfterAll() {
    approve();
    record(event(ExamStatus.REJECTED, "d2"));
    record(new RecordDecision(origin("c-1"), ExamStatus.REJECTED, "the portal says so"));
  }

  void approve() {
    record(approved());
  }

  ConsultationCompleted approved() {
    return event(ExamStatus.APPROVED, "d1");
  }

  ConsultationCompleted event(ExamStatus status, String digest) {
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

  PrescriptionConfirmed unconfirmed() {
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

  PrescriptionConfirmed prescribed() {
    return prescribed("9001");
  }

  PrescriptionConfirmed prescribed(String medicine) {
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

  ShipmentTracked shipped() {
    TrackedParcel parcel = new TrackedParcel(null, "hash-1");
    return new ShipmentTracked(
        delivered(),
        1,
        new PatientExamId("601233"),
        List.of(parcel),
        true,
        "d3",
        engine.clock().instant());
  }

  WebhookDeliveryId delivered() {
    InviteAttemptRow attempt = engine.webhooks().find(token).orElseThrow();
    return engine.deliver(attempt, BODY, false, null);
  }

  void fallDue() {
    JourneyClaim claim = engine.claim(FOLLOW_UP);
    Change ready =
        FollowUpPhase.checked(claim.state(), new FollowUpCheck(List.of(), false), engine.moment());
    engine.journeys().record(TestRecords.of(claim, ready));
  }

  void invited() {
    fallDue();
    TestRecords.merge(
        engine,
        FOLLOW_UP,
        InviteAnswer.sent(1, engine.clock().instant(), new PatientExamId("601999")));
  }

  void endByHandover() {
    invited();
    TestRecords.merge(engine, FOLLOW_UP, new ConfirmHandover(origin("h-1")));
  }

  void record(Fact... facts) {
    TestRecords.merge(engine, VISIT, facts);
  }

  OwedFollowUp owed() {
    assertThat(all()).hasSize(1);
    return all().get(0);
  }

  List<OwedFollowUp> all() {
    return engine.dao(FollowUpDao.class).findPage(engine.clock().instant(), null, "", 9);
  }

  long starts(JourneyId journey) {
    return database.count("outbox where kind = 'START' and journey_id = '" + journey + "'");
  }

  List<String> commands() {
    return database.texts("select payload from outbox where kind = 'COMMAND'");
  }

  List<String> journal(JourneyId journey) {
    return engine.journalOf(journey).stream().map(row -> row.kind().name()).toList();
  }

  static Origin origin(String id) {
    return new Origin(id, "operations", "because the test says so");
  }
}
