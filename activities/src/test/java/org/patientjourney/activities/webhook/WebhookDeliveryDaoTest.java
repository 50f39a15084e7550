package org.patientjourney.activities.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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

class WebhookDeliveryDaoTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final JourneyId JOURNEY = new JourneyId("juniper:WC-1:5101");
  private static final MeetingId MEETING = MeetingId.sentBy(JOURNEY);

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

    WebhookDelivery.WithBody claimed = claimBodies(9).get(0);
    assertThat(claimed.body()).containsExactly(1);
    assertThat(claimed.delivery())
        .isEqualTo(
            new WebhookDelivery(
                id,
                DeliveryState.RECEIVED,
                null,
                MEETING,
                1,
                null,
                null,
                null,
                null,
                null,
                engine.clock().instant(),
                null,
                engine.clock().instant().plus(LEASE),
                1L,
                false,
                false,
                1,
                false));
    assertThat(claim(9)).isEmpty();

    engine.clock().advance(LEASE.minusMillis(1));
    assertThat(claim(9)).isEmpty();

    engine.clock().advance(Duration.ofMillis(1));
    assertThat(claim(9)).extracting(WebhookDelivery::attempts).containsExactly(2);
  }

  @Test
  void eight_claimers_at_once_never_get_the_same_delivery() throws Exception {
    for (int number = 1; number <= 40; number++) {
      received(number);
    }

    List<List<WebhookDelivery>> claims = TestThreads.together(8, () -> claim(16));

    assertThat(claims).allMatch(claim -> claim.size() <= 16);
    assertThat(claims.stream().flatMap(List::stream).map(WebhookDelivery::deliveryId).toList())
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
              handle.attach(WebhookDeliveryDao.class).claimDue(now, (double) LEASE.toSeconds(), 1);
              assertThat(TestThreads.together(1, () -> claim(9)).get(0))
                  .extracting(WebhookDelivery::deliveryId)
                  .containsExactly(second);
            });
  }

  @Test
  void a_signalled_delivery_is_claimed_again_when_its_lease_ends_each_time_after_twice_as_long() {
    WebhookDeliveryId id = received(1);
    claim(9);
    assertThat(markSignalled(id, JOURNEY)).isTrue();

    engine.clock().advance(LEASE);
    assertThat(claim(9))
        .extracting(WebhookDelivery::state)
        .containsExactly(DeliveryState.SIGNALLED);
    engine.clock().advance(LEASE.multipliedBy(2).minusMillis(1));
    assertThat(claim(9)).isEmpty();
    engine.clock().advance(Duration.ofMillis(1));
    assertThat(claim(9)).extracting(WebhookDelivery::attempts).containsExactly(3);
  }

  @Test
  void a_delivery_that_the_run_applied_before_the_relay_marked_it_stays_applied() {
    WebhookDeliveryId id = received(1);
    Instant now = engine.clock().instant();
    WebhookDelivery claimed = claim(1).get(0);
    deliveries.markApplied(id, JOURNEY, "FACT", now);

    assertThat(markSignalled(id, JOURNEY)).isFalse();
    deliveries.backOff(claimed, now);
    deliveries.finish(
        id, DeliveryState.NEEDS_REVIEW, null, 1, DeliveryFinding.NO_EXAM, engine.clock().instant());

    assertThat(deliveries.find(id).orElseThrow().state()).isEqualTo(DeliveryState.APPLIED);
    engine.clock().advance(Duration.ofDays(400));
    assertThat(claim(9)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"NEEDS_REVIEW", "LATE"})
  void a_finished_delivery_is_never_claimed_again(DeliveryState end) {
    WebhookDeliveryId id = received(1);
    deliveries.finish(id, end, null, 1, DeliveryFinding.NO_EXAM, engine.clock().instant());
    assertThat(markSignalled(id, JOURNEY)).isFalse();
    engine.clock().advance(Duration.ofDays(400));

    assertThat(claim(9)).isEmpty();
    assertThat(deliveries.find(id).orElseThrow().state()).isEqualTo(end);
  }

  @Test
  void a_delivery_backs_off_until_its_next_attempt() {
    received(1);
    WebhookDelivery claimed = claim(1).get(0);
    deliveries.backOff(claimed, engine.clock().instant().plus(Duration.ofMinutes(5)));

    engine.clock().advance(Duration.ofMinutes(5).minusMillis(1));
    assertThat(claim(9)).isEmpty();
    engine.clock().advance(Duration.ofMillis(1));
    assertThat(claim(9)).hasSize(1);
  }

  @Test
  void an_expired_claim_does_not_back_off_for_the_next_claim() {
    received(1);
    WebhookDelivery slow = claim(1).get(0);
    engine.clock().advance(LEASE);
    claim(1);

    deliveries.backOff(slow, engine.clock().instant());
    assertThat(claim(9)).isEmpty();

    engine.clock().advance(LEASE.multipliedBy(2));
    assertThat(claim(9)).extracting(WebhookDelivery::attempts).containsExactly(3);
  }

  /** Its attempts are counted anew. */
  @Test
  void a_claim_from_before_an_assignment_does_not_back_off_for_the_next_claim() {
    WebhookDeliveryId id = received(1);
    WebhookDelivery slow = claim(1).get(0);
    engine.clock().advance(Duration.ofSeconds(1));
    Instant now = engine.clock().instant();
    deliveries.finish(id, DeliveryState.NEEDS_REVIEW, null, 1, DeliveryFinding.NO_EXAM, now);
    deliveries.assign(id, JOURNEY, MEETING, 1, "operations", now);
    assertThat(claim(1)).extracting(WebhookDelivery::attempts).containsExactly(slow.attempts());

    deliveries.backOff(slow, now);

    assertThat(claim(9)).isEmpty();
  }

  @Test
  void an_expired_claim_does_not_move_a_delivery_that_was_assigned_meanwhile() {
    JourneyId other = engine.accept(TestOrders.approvableTwice()).get(0);
    WebhookDeliveryId id = received(1);
    claim(1);
    deliveries.finish(
        id, DeliveryState.NEEDS_REVIEW, null, 1, DeliveryFinding.NO_EXAM, engine.clock().instant());
    Instant now = engine.clock().instant();
    deliveries.assign(id, JOURNEY, MEETING, 1, "operations", now);

    assertThat(markSignalled(id, other)).isFalse();
    assertThat(markSignalled(id, null)).isFalse();
    deliveries.finish(
        id, DeliveryState.NEEDS_REVIEW, null, 1, DeliveryFinding.NO_EXAM, engine.clock().instant());

    WebhookDelivery assigned = deliveries.find(id).orElseThrow();
    assertThat(assigned.journeyId()).isEqualTo(JOURNEY);
    assertThat(assigned.state()).isEqualTo(DeliveryState.RECEIVED);
    assertThat(markSignalled(id, JOURNEY)).isTrue();
  }

  @Test
  void only_the_signalled_deliveries_of_one_journey_are_repeated() {
    WebhookDeliveryId signalled = received(1);
    received(2);
    WebhookDeliveryId shared = received(3);
    claim(9);
    markSignalled(signalled, JOURNEY);
    markSignalled(shared, null);

    deliveries.repeatSignalled(JOURNEY, engine.clock().instant());

    assertThat(claim(9)).extracting(WebhookDelivery::deliveryId).containsExactly(signalled);
  }

  @Test
  void a_delivery_waits_while_the_run_of_its_journey_has_many_unapplied() {
    List<WebhookDeliveryId> ids =
        IntStream.rangeClosed(0, WebhookDeliveryDao.MOST_WITH_RUN)
            .mapToObj(this::received)
            .toList();
    WebhookDeliveryId last = ids.get(WebhookDeliveryDao.MOST_WITH_RUN);
    assertThat(ids).allSatisfy(id -> assertThat(mark(id)).contains(!id.equals(last)));
    assertThat(mark(ids.get(0))).as("it has that one already").contains(true);
    assertThat(deliveries.find(last).orElseThrow().state()).isEqualTo(DeliveryState.RECEIVED);

    deliveries.markApplied(ids.get(0), JOURNEY, "FACT", engine.clock().instant());
    assertThat(mark(last)).contains(true);
    assertThat(deliveries.find(last).orElseThrow().state()).isEqualTo(DeliveryState.SIGNALLED);
  }

  private Optional<Boolean> mark(WebhookDeliveryId id) {
    return deliveries.markSignalled(id, JOURNEY, 1);
  }

  private boolean markSignalled(WebhookDeliveryId id, @Nullable JourneyId journey) {
    return deliveries.markSignalled(id, journey, 1).isPresent();
  }

  private WebhookDeliveryId received(int number) {
    WebhookDeliveryId id = new WebhookDeliveryId(new UUID(0, number));
    engine.deliver(id, MEETING, 1, 1L);
    return id;
  }

  private List<WebhookDelivery> claim(int limit) {
    return claimBodies(limit).stream().map(WebhookDelivery.WithBody::delivery).toList();
  }

  private List<WebhookDelivery.WithBody> claimBodies(int limit) {
    return deliveries.claimDue(engine.clock().instant(), (double) LEASE.toSeconds(), limit);
  }
}
