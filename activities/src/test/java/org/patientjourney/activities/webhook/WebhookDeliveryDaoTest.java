package org.patientjourney.activities.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

class WebhookDeliveryDaoTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final JourneyId JOURNEY = new JourneyId("juniper:WC-1:5101");
  private static final MeetingId MEETING = MeetingId.ledBy(JOURNEY);

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final WebhookDeliveryDao deliveries = engine.dao(WebhookDeliveryDao.class);

  @BeforeEach
  void prepare() {
    engine.accept(TestOrders.approvable());
    engine.startAttempt(MEETING, 1, 5101);
  }

  @Test
  void no_other_relay_gets_a_claimed_delivery_before_the_lease_ends() {
    WebhookDeliveryId id = received(1);

    assertThat(claim(9))
        .containsExactly(
            new WebhookDeliveryRow(
                id,
                MEETING,
                1,
                engine.clock().instant(),
                false,
                false,
                DeliveryState.RECEIVED,
                1,
                null,
                null));
    assertThat(claim(9)).isEmpty();

    engine.clock().advance(LEASE.minusMillis(1));
    assertThat(claim(9)).isEmpty();

    engine.clock().advance(Duration.ofMillis(1));
    assertThat(claim(9)).extracting(WebhookDeliveryRow::attempts).containsExactly(2);
  }

  @Test
  void eight_claimers_at_once_never_get_the_same_delivery() throws Exception {
    for (int number = 1; number <= 40; number++) {
      received(number);
    }

    List<List<WebhookDeliveryRow>> claims = TestThreads.together(8, () -> claim(16));

    assertThat(claims).allMatch(claim -> claim.size() <= 16);
    assertThat(claims.stream().flatMap(List::stream).map(WebhookDeliveryRow::deliveryId).toList())
        .doesNotHaveDuplicates()
        .hasSizeGreaterThanOrEqualTo(16);
    assertThat(claim(40).size() + claims.stream().mapToInt(List::size).sum()).isEqualTo(40);
  }

  @Test
  void a_relay_skips_deliveries_that_another_relay_is_claiming() throws Exception {
    received(1);
    engine.clock().advance(Duration.ofSeconds(1));
    WebhookDeliveryId second = received(2);
    Instant now = engine.clock().instant();

    engine
        .jdbi()
        .useTransaction(
            handle -> {
              handle.attach(WebhookDeliveryDao.class).claimDue(now, now.plus(LEASE), 1);
              assertThat(TestThreads.together(1, () -> claim(9)).get(0))
                  .extracting(WebhookDeliveryRow::deliveryId)
                  .containsExactly(second);
            });
  }

  @Test
  void a_signalled_delivery_is_claimed_again_at_its_next_attempt() {
    WebhookDeliveryId id = received(1);
    Instant now = engine.clock().instant();
    deliveries.markSignalled(id, now, now.plus(Duration.ofMinutes(1)));

    engine.clock().advance(Duration.ofMinutes(1).minusMillis(1));
    assertThat(claim(9)).isEmpty();
    engine.clock().advance(Duration.ofMillis(1));
    assertThat(claim(9))
        .extracting(WebhookDeliveryRow::state)
        .containsExactly(DeliveryState.SIGNALLED);
  }

  @Test
  void a_delivery_that_the_run_applied_before_the_relay_marked_it_stays_applied() {
    WebhookDeliveryId id = received(1);
    Instant now = engine.clock().instant();
    claim(1);
    deliveries.markApplied(id, JOURNEY, "FACT", now);

    deliveries.markSignalled(id, now, now);
    deliveries.backOff(id, 1, now);
    deliveries.finish(id, DeliveryState.NEEDS_REVIEW, null, 1, DeliveryFinding.NO_EXAM);

    assertThat(deliveries.find(id).orElseThrow().state()).isEqualTo(DeliveryState.APPLIED);
    engine.clock().advance(Duration.ofDays(400));
    assertThat(claim(9)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"NEEDS_REVIEW", "LATE"})
  void a_finished_delivery_is_never_claimed_again(DeliveryState end) {
    WebhookDeliveryId id = received(1);
    deliveries.finish(id, end, null, 1, DeliveryFinding.NO_EXAM);
    deliveries.markSignalled(id, engine.clock().instant(), engine.clock().instant());
    engine.clock().advance(Duration.ofDays(400));

    assertThat(claim(9)).isEmpty();
    assertThat(deliveries.find(id).orElseThrow().state()).isEqualTo(end);
  }

  @Test
  void a_delivery_backs_off_until_its_next_attempt() {
    WebhookDeliveryId id = received(1);
    claim(1);
    deliveries.backOff(id, 1, engine.clock().instant().plus(Duration.ofMinutes(5)));

    engine.clock().advance(Duration.ofMinutes(5).minusMillis(1));
    assertThat(claim(9)).isEmpty();
    engine.clock().advance(Duration.ofMillis(1));
    assertThat(claim(9)).hasSize(1);
  }

  @Test
  void an_expired_claim_does_not_back_off_for_the_next_claim() {
    WebhookDeliveryId id = received(1);
    WebhookDeliveryRow slow = claim(1).get(0);
    engine.clock().advance(LEASE);
    claim(1);

    deliveries.backOff(id, slow.attempts(), engine.clock().instant());
    assertThat(claim(9)).isEmpty();

    engine.clock().advance(LEASE);
    assertThat(claim(9)).extracting(WebhookDeliveryRow::attempts).containsExactly(3);
  }

  @Test
  void an_expired_claim_does_not_move_a_delivery_that_was_assigned_meanwhile() {
    JourneyId other = engine.accept(TestOrders.approvableTwice()).get(0);
    WebhookDeliveryId id = received(1);
    claim(1);
    deliveries.finish(id, DeliveryState.NEEDS_REVIEW, null, 1, DeliveryFinding.NO_EXAM);
    Instant now = engine.clock().instant();
    deliveries.assign(id, JOURNEY, MEETING, 1, "operations", now);

    assertThat(deliveries.bind(id, other, 1)).isFalse();
    deliveries.finish(id, DeliveryState.NEEDS_REVIEW, null, 1, DeliveryFinding.NO_EXAM);

    WebhookDeliveryRow assigned = deliveries.find(id).orElseThrow();
    assertThat(assigned.journeyId()).isEqualTo(JOURNEY);
    assertThat(assigned.state()).isEqualTo(DeliveryState.RECEIVED);
    assertThat(deliveries.bind(id, JOURNEY, 1)).isTrue();
  }

  @Test
  void only_the_signalled_deliveries_of_one_journey_are_repeated() {
    WebhookDeliveryId signalled = received(1);
    WebhookDeliveryId leased = received(2);
    WebhookDeliveryId elsewhere = received(3);
    Instant now = engine.clock().instant();
    claim(9);
    deliveries.bind(signalled, JOURNEY, 1);
    deliveries.bind(leased, JOURNEY, 1);
    deliveries.markSignalled(signalled, now, now.plus(Duration.ofHours(1)));
    deliveries.markSignalled(elsewhere, now, now.plus(Duration.ofHours(1)));

    deliveries.repeatSignalled(JOURNEY, now);

    assertThat(claim(9)).extracting(WebhookDeliveryRow::deliveryId).containsExactly(signalled);
  }

  private WebhookDeliveryId received(int number) {
    WebhookDeliveryId id = new WebhookDeliveryId(new UUID(0, number));
    engine.deliver(id, MEETING, 1, new byte[] {1}, false, 1L);
    return id;
  }

  private List<WebhookDeliveryRow> claim(int limit) {
    Instant now = engine.clock().instant();
    return deliveries.claimDue(now, now.plus(LEASE), limit);
  }
}
