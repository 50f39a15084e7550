package org.patientjourney.activities.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.invite.InviteAttemptDao;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.webhook.WebhookDelivery.DeliveryFinding;
import org.patientjourney.activities.webhook.WebhookDelivery.DeliveryState;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/** A delivery that came before its patient exam was known is read again once it is. */
class UnmatchedDeliveryTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final JourneyId JOURNEY = new JourneyId("juniper:WC-1:5101");
  private static final MeetingId MEETING = MeetingId.sentBy(JOURNEY);
  private static final byte[] BODY = "{\"event\": 3}".getBytes(StandardCharsets.UTF_8);

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final WebhookDeliveryDao deliveries = engine.dao(WebhookDeliveryDao.class);

  @BeforeEach
  void prepare() {
    engine.accept(TestOrders.approvable());
    engine.startAttempt(MEETING, 1, 5101);
  }

  @Test
  void is_due_at_once_when_its_patient_exam_has_become_known() {
    WebhookDeliveryId id = unmatched(DeliveryFinding.UNKNOWN_PATIENT_EXAM);
    assertThat(repeat()).isZero();

    engine.clock().advance(Duration.ofDays(1));
    bind();

    assertThat(repeat()).isEqualTo(1);
    WebhookDelivery due = deliveries.find(id).orElseThrow();
    assertThat(due.state()).isEqualTo(DeliveryState.RECEIVED);
    assertThat(due.nextAttemptAt()).isEqualTo(now());
    assertThat(repeat()).as("while it is due").isZero();
  }

  /** The transaction that makes the exam known may commit after the delivery was read. */
  @Test
  void is_read_again_when_the_patient_exam_was_recorded_shortly_before_and_then_no_more() {
    bind();
    engine.clock().advance(Duration.ofMinutes(1));
    WebhookDeliveryId id = unmatched(DeliveryFinding.UNKNOWN_PATIENT_EXAM);
    assertThat(repeat()).isEqualTo(1);

    engine.clock().advance(Duration.ofMinutes(1));
    review(id, DeliveryFinding.UNKNOWN_PATIENT_EXAM);

    assertThat(repeat()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"NO_EXAM", "OTHER_EXAM", "OTHER_MEETING", "UNREADABLE", "UNKNOWN_EVENT"})
  void waits_for_a_person_when_it_contradicts_or_cannot_be_read(DeliveryFinding finding) {
    unmatched(finding);
    bind();

    assertThat(repeat()).isZero();
  }

  @Test
  void is_assigned_by_a_person_also_while_it_is_read_again() {
    WebhookDeliveryId id = unmatched(DeliveryFinding.UNKNOWN_PATIENT_EXAM);
    bind();
    assertThat(repeat()).isEqualTo(1);
    assertThat(deliveries.find(id).orElseThrow().isReadAgain()).isTrue();

    assertThat(assign(id)).isTrue();

    review(id, DeliveryFinding.UNKNOWN_PATIENT_EXAM); // what the reading found meanwhile
    WebhookDelivery assigned = deliveries.find(id).orElseThrow();
    assertThat(assigned.state()).isEqualTo(DeliveryState.RECEIVED);
    assertThat(assigned.assignedTo()).contains(JOURNEY);
    assertThat(assigned.isReadAgain()).isFalse();
    assertThat(assign(id)).as("a second person").isFalse();
  }

  private boolean assign(WebhookDeliveryId id) {
    return deliveries.assign(id, JOURNEY, MEETING, 1, "olivia", now());
  }

  private WebhookDeliveryId unmatched(DeliveryFinding finding) {
    WebhookDeliveryId id =
        engine.deliver(engine.attemptOf(MEETING), BODY, false, (long) BODY.length);
    review(id, finding);
    return id;
  }

  private void review(WebhookDeliveryId id, DeliveryFinding finding) {
    deliveries.finish(id, DeliveryState.NEEDS_REVIEW, null, 3, finding, now());
  }

  private void bind() {
    engine
        .dao(InviteAttemptDao.class)
        .bindIfAbsent(MEETING, 1, new ExamId(5101), JOURNEY, new PatientExamId("601001"), now());
  }

  private int repeat() {
    return deliveries.repeatUnmatched(now());
  }

  private Instant now() {
    return engine.clock().instant();
  }
}
