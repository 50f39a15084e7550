package org.patientjourney.activities.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.report.ProviderReports.ReportedConsultation;
import org.patientjourney.activities.webhook.WebhookDelivery.DeliveryState;
import org.patientjourney.activities.webhook.WebhookDeliveryDao;
import org.patientjourney.workflows.event.ConsultationCompleted;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.Prescription.RxStatus;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.run.JourneyActivities.JourneyClaim;
import org.patientjourney.workflows.run.JourneyActivities.JourneyRecord;
import org.patientjourney.workflows.run.JourneyActivities.RecordOutcome;

class RecordDeliveryTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final JourneyId JOURNEY = new JourneyId("juniper:WC-1:5101");
  private static final String WORDS = "Canaria may have the filler";
  private static final String BODY =
      """
      { "event": 1, "exam_id": 5101, "patient_exam_id": 601233, "exam_status": "Approved",
        "reason": "%s", "questions_answers": [] }
      """
          .formatted(WORDS);

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final WebhookDeliveryDao deliveries = engine.dao(WebhookDeliveryDao.class);

  @BeforeEach
  void accept() {
    engine.accept(TestOrders.approvable());
  }

  @Test
  void a_recorded_delivery_is_applied_and_never_due_again() {
    WebhookDeliveryId id = delivered(BODY, false);

    record(engine.claim(JOURNEY), id);

    assertThat(deliveries.find(id).orElseThrow().state()).isEqualTo(DeliveryState.APPLIED);
    assertThat(DATABASE.texts("select effect || ' ' || journey_id from webhook_delivery"))
        .containsExactly("FACT " + JOURNEY);
    assertThat(DATABASE.count("webhook_delivery where next_attempt_at is null")).isEqualTo(1);
    assertThat(engine.row(JOURNEY).decision()).isEqualTo("APPROVED");
  }

  /** A person must assign it; until then it belongs to no journey. */
  @Test
  void no_content_is_kept_of_an_event_for_another_patient_exam() {
    Instant now = engine.clock().instant();
    TestRecords.merge(engine, JOURNEY, InviteAnswer.sent(1, now, new PatientExamId("601001")));
    WebhookDeliveryId id = delivered(BODY, false);

    TestRecords.merge(
        engine,
        JOURNEY,
        new ConsultationCompleted(
            id,
            1,
            new PatientExamId("601233"),
            ExamStatus.APPROVED,
            RxStatus.NOT_TOLD,
            true,
            "d1",
            now));

    assertThat(deliveries.find(id).orElseThrow().state()).isEqualTo(DeliveryState.APPLIED);
    assertThat(engine.row(JOURNEY).holds()).containsExactly("WRONG_PATIENT_EXAM");
    assertThat(DATABASE.texts("select effect from webhook_delivery"))
        .containsExactly("MATCHES_NO_PATIENT_EXAM");
    assertThat(consultations()).isEmpty();
  }

  @Test
  void the_consultation_is_kept_with_encrypted_texts() {
    WebhookDeliveryId id = delivered(BODY, false);

    record(engine.claim(JOURNEY), id);

    assertThat(consultations())
        .singleElement()
        .returns(id, ReportedConsultation::deliveryId)
        .returns(ExamStatus.APPROVED, ReportedConsultation::status)
        .returns(1, ReportedConsultation::attempt)
        .returns(WORDS, said -> Objects.requireNonNull(said.words()).reason());
    assertThat(DATABASE.dump())
        .doesNotContain(WORDS)
        .doesNotContain(HexFormat.of().formatHex(WORDS.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void the_patient_exam_that_a_delivery_named_is_bound() {
    record(engine.claim(JOURNEY), delivered(BODY, false));

    assertThat(DATABASE.texts("select patient_exam_id || ' ' || journey_id from patient_exam"))
        .containsExactly("601233 " + JOURNEY);
  }

  @Test
  void a_duplicate_is_applied_without_a_second_consultation() {
    WebhookDeliveryId second = delivered(BODY, false);
    JourneyRecord recorded = record(engine.claim(JOURNEY), delivered(BODY, false));

    engine
        .journeys()
        .record(
            TestRecords.after(
                recorded, Phases.RULES.merge(recorded.state(), approved(second), engine.moment())));

    assertThat(consultations()).hasSize(1);
    assertThat(DATABASE.texts("select effect from webhook_delivery order by 1"))
        .containsExactly("DUPLICATE", "FACT");
  }

  /** The workflow task was lost after the recording, and received one more signal when repeated. */
  @Test
  void a_repeated_recording_with_one_more_duplicate_is_out_of_step() {
    WebhookDeliveryId second = delivered(BODY, false);
    JourneyClaim claim = engine.claim(JOURNEY);
    WebhookDeliveryId first = delivered(BODY, false);
    record(claim, first);
    Change withDuplicate =
        Phases.RULES
            .merge(claim.state(), approved(first), engine.moment())
            .then(state -> Phases.RULES.merge(state, approved(second), engine.moment()));

    assertThat(engine.journeys().record(TestRecords.of(claim, withDuplicate)))
        .isEqualTo(RecordOutcome.OUT_OF_STEP);
    assertThat(deliveries.find(second).orElseThrow().state()).isEqualTo(DeliveryState.RECEIVED);
  }

  @Test
  void a_truncated_body_reports_no_consultation() {
    WebhookDeliveryId id = delivered(BODY, true);

    record(engine.claim(JOURNEY), id);

    assertThat(deliveries.find(id).orElseThrow().state()).isEqualTo(DeliveryState.APPLIED);
    assertThat(consultations()).isEmpty();
  }

  /** The record was restored to before the delivery's receipt, its run goes on. */
  @Test
  void a_delivery_that_is_not_stored_raises_an_alarm_and_what_the_run_knows_is_recorded() {
    JourneyClaim claim = engine.claim(JOURNEY);

    JourneyRecord revision = record(claim, new WebhookDeliveryId(new UUID(1, 2)));

    assertThat(engine.row(JOURNEY).decision()).isEqualTo("APPROVED");
    assertThat(DATABASE.texts("select kind || ' ' || subject from alarm"))
        .containsExactly("RUN_DIVERGED delivery-00000000-0000-0001-0000-000000000002");
    assertThat(engine.journeys().record(revision)).as("again").isEqualTo(RecordOutcome.RECORDED);
  }

  @Test
  void the_engine_does_not_close_a_journey_with_a_stored_delivery_that_is_not_applied() {
    JourneyRecord approved = record(engine.claim(JOURNEY), delivered(BODY, false));
    WebhookDeliveryId unread = delivered(BODY, false);
    JourneyRecord closing = closing(approved, Closure.Outcome.APPROVED);

    assertThat(engine.journeys().record(closing)).isEqualTo(RecordOutcome.DELIVERY_UNAPPLIED);
    deliveries.markSignalled(unread, JOURNEY, 1);
    assertThat(engine.journeys().record(closing)).isEqualTo(RecordOutcome.DELIVERY_UNAPPLIED);
    assertThat(engine.row(JOURNEY).open()).isTrue();

    JourneyRecord applied =
        TestRecords.after(
            approved, Phases.RULES.merge(approved.state(), approved(unread), engine.moment()));
    engine.journeys().record(applied);
    assertThat(engine.journeys().record(closing(applied, Closure.Outcome.APPROVED)))
        .isEqualTo(RecordOutcome.RECORDED);
  }

  @Test
  void a_recording_closes_a_journey_beside_the_delivery_it_applies_and_beside_no_other() {
    WebhookDeliveryId last = delivered(BODY, false);
    WebhookDeliveryId another = delivered(BODY, false);
    JourneyClaim claim = engine.claim(JOURNEY);
    JourneyRecord closing =
        TestRecords.of(
            claim,
            Phases.RULES
                .merge(claim.state(), approved(last), engine.moment())
                .then(state -> state.close(Closure.Outcome.APPROVED, engine.moment())));

    assertThat(engine.journeys().record(closing)).isEqualTo(RecordOutcome.DELIVERY_UNAPPLIED);
    assertThat(deliveries.find(last).orElseThrow().state()).isEqualTo(DeliveryState.RECEIVED);

    deliveries.markApplied(another, JOURNEY, "DUPLICATE", engine.clock().instant());
    assertThat(engine.journeys().record(closing)).isEqualTo(RecordOutcome.RECORDED);
    assertThat(deliveries.find(last).orElseThrow().state()).isEqualTo(DeliveryState.APPLIED);
    assertThat(engine.row(JOURNEY).open()).isFalse();
  }

  @Test
  void a_person_closes_a_journey_and_its_unapplied_delivery_is_due_at_once() {
    JourneyRecord approved = record(engine.claim(JOURNEY), delivered(BODY, false));
    WebhookDeliveryId signalled = delivered(BODY, false);
    Instant now = engine.clock().instant();
    deliveries.claimDue(now, 60, 9);
    deliveries.markSignalled(signalled, JOURNEY, 1);

    assertThat(engine.journeys().record(closing(approved, Closure.Outcome.CLOSED_BY_PERSON)))
        .isEqualTo(RecordOutcome.RECORDED);
    assertThat(deliveries.claimDue(now, 60, 9))
        .extracting(row -> row.delivery().deliveryId())
        .containsExactly(signalled);
  }

  /** The relay learns that the journey is closed after its run has applied the delivery. */
  @Test
  void a_delivery_that_the_last_run_has_applied_is_not_late() {
    WebhookDeliveryId id = delivered(BODY, false);
    JourneyRecord approved = record(engine.claim(JOURNEY), id);
    engine.journeys().record(closing(approved, Closure.Outcome.APPROVED));
    int entries = engine.journalOf(JOURNEY).size();

    assertThat(engine.reopening().receiveLate(JOURNEY, id, 1, approved(id)))
        .isEqualTo(JourneyStore.LateOutcome.APPLIED);
    assertThat(engine.journalOf(JOURNEY)).hasSize(entries);
    assertThat(deliveries.find(id).orElseThrow().state()).isEqualTo(DeliveryState.APPLIED);
  }

  private List<ReportedConsultation> consultations() {
    return engine
        .jdbi()
        .withHandle(handle -> engine.reports().consultations(handle, JOURNEY, true));
  }

  private JourneyRecord closing(JourneyRecord before, Closure.Outcome outcome) {
    return TestRecords.after(before, before.state().close(outcome, engine.moment()));
  }

  private JourneyRecord record(JourneyClaim claim, WebhookDeliveryId id) {
    JourneyRecord revision =
        TestRecords.of(claim, Phases.RULES.merge(claim.state(), approved(id), engine.moment()));
    engine.journeys().record(revision);
    return revision;
  }

  private ConsultationCompleted approved(WebhookDeliveryId id) {
    return new ConsultationCompleted(
        id,
        1,
        new PatientExamId("601233"),
        ExamStatus.APPROVED,
        RxStatus.NOT_TOLD,
        true,
        "d1",
        engine.clock().instant());
  }

  private WebhookDeliveryId delivered(String body, boolean truncated) {
    return engine.deliver(
        engine.attemptOf(MeetingId.sentBy(JOURNEY)),
        body.getBytes(StandardCharsets.UTF_8),
        truncated,
        null);
  }
}
