package org.patientjourney.activities.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.TestThreads;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.webhook.WebhookDelivery.DeliveryFinding;
import org.patientjourney.activities.webhook.WebhookDelivery.DeliveryState;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/** A person places a delivery, replays it, or takes it out of quarantine. */
class PlaceDeliveryTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final JourneyId JOURNEY = new JourneyId("juniper:WC-1:5101");
  private static final MeetingId MEETING = MeetingId.sentBy(JOURNEY);
  private static final byte[] BODY = "{\"event\": 1}".getBytes(StandardCharsets.UTF_8);
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final WebhookStore webhooks = engine.webhooks();
  private final WebhookDeliveryDao deliveries = engine.dao(WebhookDeliveryDao.class);

  @BeforeEach
  void prepare() {
    engine.accept(TestOrders.approvable());
    engine.startAttempt(MEETING, 1, 5101);
  }

  @ParameterizedTest
  @EnumSource(names = {"NEEDS_REVIEW", "LATE"})
  void assigns_an_unapplied_delivery_and_makes_it_due_at_once(DeliveryState state) {
    WebhookDeliveryId id = deliveryIn(state);
    engine.clock().advance(Duration.ofDays(3));

    assertThat(assign(id)).isTrue();

    WebhookDelivery placed = deliveries.find(id).orElseThrow();
    assertThat(placed.state()).isEqualTo(DeliveryState.RECEIVED);
    assertThat(placed.journeyId()).isEqualTo(JOURNEY);
    assertThat(placed.assignedBy()).isEqualTo("olivia");
    assertThat(placed.attempts()).isZero();
    assertThat(claim())
        .extracting(WebhookDelivery::deliveryId, WebhookDelivery::assignedTo)
        .containsExactly(tuple(id, Optional.of(JOURNEY)));
  }

  @ParameterizedTest
  @EnumSource(names = {"SIGNALLED", "APPLIED"})
  void does_not_assign_a_delivery_that_a_journey_has_applied(DeliveryState state) {
    WebhookDeliveryId id = deliveryIn(state);
    String before = DATABASE.dump();

    assertThat(assign(id)).isFalse();
    assertThat(DATABASE.dump()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(names = {"APPLIED", "NEEDS_REVIEW", "LATE"})
  void replays_a_finished_delivery(DeliveryState state) {
    WebhookDeliveryId id = deliveryIn(state);
    assertThat(claim()).isEmpty();

    assertThat(deliveries.replay(id, engine.clock().instant())).isTrue();

    assertThat(claim())
        .extracting(WebhookDelivery::state, WebhookDelivery::attempts)
        .containsExactly(tuple(DeliveryState.RECEIVED, 1));
  }

  @ParameterizedTest
  @EnumSource(names = {"RECEIVED", "SIGNALLED"})
  void does_not_replay_a_delivery_that_is_being_relayed(DeliveryState state) {
    WebhookDeliveryId id = deliveryIn(state);
    String before = DATABASE.dump();

    assertThat(deliveries.replay(id, engine.clock().instant())).isFalse();
    assertThat(DATABASE.dump()).isEqualTo(before);
  }

  @Test
  void keeps_the_first_effect_of_a_delivery_that_is_applied_again() {
    WebhookDeliveryId id = deliveryIn(DeliveryState.APPLIED);
    Instant appliedAt = engine.clock().instant();
    engine.clock().advance(Duration.ofDays(1));
    deliveries.replay(id, engine.clock().instant());

    deliveries.markApplied(id, JOURNEY, "DUPLICATE", engine.clock().instant());

    WebhookDelivery again = deliveries.find(id).orElseThrow();
    assertThat(again.effect()).isEqualTo("FACT");
    assertThat(again.appliedAt()).isEqualTo(appliedAt);
    assertThat(again.nextAttemptAt()).isNull();
  }

  /** Its report is read only once it is believed. */
  @Test
  void a_delivery_not_believed_at_first_gets_the_effect_of_its_next_application() {
    WebhookDeliveryId id = deliveryIn(DeliveryState.APPLIED);
    DATABASE.change("update webhook_delivery set effect = 'MATCHES_NO_PATIENT_EXAM'");

    deliveries.markApplied(id, JOURNEY, "FACT", engine.clock().instant());

    assertThat(deliveries.find(id).orElseThrow().effect()).isEqualTo("FACT");
  }

  @Test
  void an_assigned_delivery_has_no_effect_until_it_is_applied() {
    WebhookDeliveryId id = deliveryIn(DeliveryState.LATE);
    DATABASE.change("update webhook_delivery set effect = 'DUPLICATE'");

    assertThat(assign(id)).isTrue();

    assertThat(deliveries.find(id).orElseThrow().effect()).isNull();
  }

  @Test
  void assigns_a_delivery_from_quarantine_once() throws Exception {
    WebhookDeliveryId id = quarantined();

    assertThat(TestThreads.together(8, () -> assign(id))).containsOnlyOnce(true);

    assertThat(DATABASE.count("webhook_delivery")).isEqualTo(1);
    assertThat(claim()).extracting(WebhookDelivery::deliveryId).containsExactly(id);
  }

  @Test
  void an_assigned_body_from_quarantine_is_readable_as_a_delivery_and_only_as_this_one() {
    WebhookDeliveryId id = quarantined();
    Instant receivedAt = engine.clock().instant();
    engine.clock().advance(Duration.ofHours(1));
    assign(id);

    assertThat(engine.bodyOf(id)).isEqualTo(BODY);
    WebhookDelivery released = deliveries.find(id).orElseThrow();
    assertThat(released.receivedAt()).isEqualTo(receivedAt);
    assertThat(released.nextAttemptAt()).isEqualTo(engine.clock().instant());
    assertThat(released.bodySize()).isEqualTo(BODY.length);
    assertThat(released.assignedBy()).isEqualTo("olivia");
    WebhookDeliveryId other = new WebhookDeliveryId(new UUID(4, 4));
    DATABASE.change("update webhook_delivery set delivery_id = '" + other + "'");
    assertThatIllegalArgumentException().isThrownBy(() -> engine.bodyOf(other));
  }

  @Test
  void a_delivery_in_quarantine_is_neither_claimed_nor_replayed() {
    WebhookDeliveryId id = quarantined();
    engine.clock().advance(Duration.ofDays(400));

    assertThat(claim()).isEmpty();
    assertThat(deliveries.replay(id, engine.clock().instant())).isFalse();
    assertThat(deliveries.find(id).orElseThrow().state()).isEqualTo(DeliveryState.QUARANTINED);
  }

  private WebhookDeliveryId quarantined() {
    assertThat(webhooks.quarantine("192.0.2.7", BODY, true)).isTrue();
    return new WebhookDeliveryId(
        UUID.fromString(DATABASE.texts("select delivery_id::text from webhook_delivery").get(0)));
  }

  private boolean assign(WebhookDeliveryId id) {
    return deliveries.assign(id, JOURNEY, MEETING, 1, "olivia", engine.clock().instant());
  }

  private WebhookDeliveryId deliveryIn(DeliveryState state) {
    WebhookDeliveryId id =
        engine.deliver(engine.attemptOf(MEETING), BODY, false, (long) BODY.length);
    Instant now = engine.clock().instant();
    switch (state) {
      case RECEIVED -> deliveries.backOff(deliveries.find(id).orElseThrow(), now.plus(LEASE));
      case SIGNALLED -> deliveries.markSignalled(id, JOURNEY, 1);
      case APPLIED -> {
        deliveries.markSignalled(id, JOURNEY, 1);
        deliveries.markApplied(id, JOURNEY, "FACT", now);
      }
      case NEEDS_REVIEW, LATE ->
          deliveries.finish(id, state, null, 1, DeliveryFinding.NO_EXAM, now);
      case QUARANTINED -> throw new IllegalArgumentException("of no attempt");
    }
    return id;
  }

  private List<WebhookDelivery> claim() {
    return deliveries.claimDue(engine.clock().instant(), (double) LEASE.toSeconds(), 9).stream()
        .map(WebhookDelivery.WithBody::delivery)
        .toList();
  }
}
