package org.patientjourney.activities.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.TestThreads;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.OutboxDao;
import org.patientjourney.activities.record.OutboxRow;
import org.patientjourney.activities.record.OutboxRow.OutboxKind;
import org.patientjourney.activities.webhook.WebhookDeliveryDao;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.run.JourneyActivities.JourneyClaim;
import org.patientjourney.workflows.run.JourneyActivities.RecordOutcome;

class ClaimTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final WebhookDeliveryDao deliveries = engine.dao(WebhookDeliveryDao.class);
  private final OutboxDao outbox = engine.dao(OutboxDao.class);

  @Test
  void a_claim_returns_what_was_recorded_and_is_kept_with_the_journey() {
    JourneyId journey = engine.accept(TestOrders.approvable()).get(0);
    JourneyState atStart = JourneyState.atStart(engine.plan(TestOrders.approvable()).get(0));

    assertThat(engine.journeys().claim(journey, "run-1"))
        .isEqualTo(new JourneyClaim("run-1", false, atStart, TestEngine.POLICY));
    assertThat(engine.row(journey).claimedBy()).isEqualTo("run-1");
    assertThat(engine.row(journey).revision()).isZero();
  }

  /** A try that Temporal has given up may still reach PostgreSQL, late. */
  @Test
  void a_run_that_claims_again_can_record() {
    JourneyId journey = engine.accept(TestOrders.approvable()).get(0);
    JourneyClaim claim = engine.journeys().claim(journey, "run-1");

    Instant now = engine.clock().instant();
    outbox.insert(OutboxKind.START, journey, "{}", now);
    assertThat(engine.journeys().claim(journey, "run-1")).isEqualTo(claim);
    assertThat(outbox.claimDue(now, 0, 9))
        .as("a start for a run to come")
        .extracting(OutboxRow::kind)
        .containsExactly(OutboxKind.START);

    assertThat(engine.journeys().record(TestRecords.of(claim, Change.of(claim.state()))))
        .isEqualTo(RecordOutcome.RECORDED);
  }

  @Test
  void of_many_runs_that_claim_at_once_one_can_record() throws Exception {
    JourneyId journey = engine.accept(TestOrders.approvable()).get(0);

    List<JourneyClaim> claims = TestThreads.together(8, () -> engine.claim(journey));

    assertThat(claims)
        .extracting(
            claim -> engine.journeys().record(TestRecords.of(claim, Change.of(claim.state()))))
        .containsOnlyOnce(RecordOutcome.RECORDED);
  }

  @Test
  void deliveries_that_an_earlier_run_got_and_did_not_apply_are_due_again() {
    JourneyId journey = engine.accept(TestOrders.approvable()).get(0);
    WebhookDeliveryId signalled = delivered(journey);
    delivered(journey);
    WebhookDeliveryId applied = delivered(journey);
    Instant now = engine.clock().instant();
    deliveries.claimDue(now, 3600, 9);
    deliveries.markSignalled(signalled, journey, 1);
    deliveries.markApplied(applied, journey, "FACT", now);

    engine.claim(journey);

    assertThat(deliveries.claimDue(now, 3600, 9))
        .extracting(row -> row.delivery().deliveryId())
        .containsExactly(signalled);
  }

  @Test
  void an_answer_being_signalled_to_the_earlier_run_is_due_again() {
    JourneyId journey = engine.accept(TestOrders.approvable()).get(0);
    Instant now = engine.clock().instant();
    outbox.insert(OutboxKind.INVITE_ANSWER, journey, "{}", now);
    List<OutboxRow> claimed = outbox.claimDue(now, 3600, 9);

    engine.claim(journey);
    claimed.forEach(row -> outbox.markDone(row.id(), row.attempts(), now));

    assertThat(outbox.claimDue(now, 3600, 9))
        .extracting(OutboxRow::kind)
        .containsExactly(OutboxKind.INVITE_ANSWER);
  }

  @Test
  void a_start_row_is_done_by_the_claim_that_proves_it() {
    JourneyId journey = engine.accept(TestOrders.approvable()).get(0);
    Instant now = engine.clock().instant();
    assertThat(outbox.claimDue(now, 0, 9)).extracting(OutboxRow::kind).contains(OutboxKind.START);

    engine.claim(journey);

    assertThat(outbox.claimDue(now, 0, 9)).isEmpty();
  }

  @Test
  void a_journey_without_an_order_cannot_be_claimed() {
    assertThatThrownBy(() -> engine.claim(new JourneyId("juniper:none:5101")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("juniper:none:5101");
  }

  @Test
  void answers_signalled_to_an_earlier_run_are_due_again() {
    List<JourneyId> journeys = engine.accept(TestOrders.approvableTwice());
    Instant now = engine.clock().instant();
    outbox.insert(OutboxKind.INVITE_ANSWER, journeys.get(0), "{}", now);
    outbox.insert(OutboxKind.INVITE_ANSWER, journeys.get(1), "{}", now);
    outbox.claimDue(now, 3600, 9).stream()
        .forEach(row -> outbox.markDone(row.id(), row.attempts(), now));

    engine.claim(journeys.get(0));

    assertThat(DATABASE.texts("select kind from outbox where done_at is null")).hasSize(1);
    assertThat(outbox.claimDue(now, 3600, 9))
        .singleElement()
        .satisfies(row -> assertThat(row.journeyId()).isEqualTo(journeys.get(0)))
        .satisfies(row -> assertThat(row.kind()).isEqualTo(OutboxKind.INVITE_ANSWER));
  }

  @Test
  void an_answer_that_was_recorded_is_not_due_again_and_one_that_says_something_else_is() {
    JourneyId journey = engine.accept(TestOrders.approvable()).get(0);
    Instant now = engine.clock().instant();
    InviteAnswer recorded = InviteAnswer.sent(1, now, new PatientExamId("95101"));
    InviteAnswer refused = InviteAnswer.refused(2, now, HoldReason.UNAUTHORIZED, null);
    InviteAnswer other = InviteAnswer.sent(1, now, new PatientExamId("95102"));
    TestRecords.merge(engine, journey, recorded, refused);
    for (InviteAnswer answer : List.of(recorded, refused, other)) {
      outbox.insert(OutboxKind.INVITE_ANSWER, journey, StoredJson.write(answer), now);
    }
    outbox.claimDue(now, 3600, 9).forEach(row -> outbox.markDone(row.id(), row.attempts(), now));

    engine.claim(journey);

    assertThat(outbox.claimDue(now, 3600, 9))
        .extracting(row -> StoredJson.read(row.payload(), InviteAnswer.class))
        .containsExactly(other);
  }

  @Test
  void a_run_that_the_record_has_ended_gets_nothing_that_another_run_needs() {
    JourneyId journey = engine.accept(TestOrders.approvable()).get(0);
    engine.journeys().claim(journey, "run-1");
    engine.dao(JourneyDao.class).endRun(journey);
    Instant now = engine.clock().instant();
    outbox.claimDue(now, 3600, 9);
    outbox.insert(OutboxKind.START, journey, "{}", now);
    outbox.insert(OutboxKind.INVITE_ANSWER, journey, "{}", now);
    outbox.claimDue(now, 3600, 9);
    deliveries.claimDue(now, 3600, 9);
    deliveries.markSignalled(delivered(journey), journey, 1);
    deliveries.claimDue(now, 3600, 9);

    assertThat(engine.journeys().claim(journey, "run-1").ended()).isTrue();
    assertThat(outbox.claimDue(now, 3600, 9)).isEmpty();
    assertThat(deliveries.claimDue(now, 3600, 9)).isEmpty();

    assertThat(engine.journeys().claim(journey, "run-2").ended()).isFalse();
    assertThat(engine.row(journey).claimedBy()).isEqualTo("run-2");
    assertThat(deliveries.claimDue(now, 3600, 9)).hasSize(1);
  }

  /** PostgreSQL would carry it out after its client is gone, and the next run has claimed. */
  @Test
  void a_claim_that_waits_for_a_lock_is_given_up_by_postgresql_and_not_only_by_its_client() {
    JourneyId journey = engine.accept(TestOrders.approvable()).get(0);
    DATABASE
        .owner()
        .useTransaction(
            locking -> {
              locking.execute("select 1 from journey for update");
              assertThatThrownBy(() -> engine.journeys().claim(journey, "run-1"))
                  .hasStackTraceContaining("lock timeout");
            });

    JourneyClaim claim = engine.journeys().claim(journey, "run-2");
    assertThat(engine.journeys().record(TestRecords.of(claim, Change.of(claim.state()))))
        .isEqualTo(RecordOutcome.RECORDED);
  }

  private WebhookDeliveryId delivered(JourneyId journey) {
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    return engine.deliver(
        engine.attemptOf(MeetingId.sentBy(journey)), body, false, (long) body.length);
  }
}
