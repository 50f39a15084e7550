package org.patientjourney.activities.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.journey.TestFact;
import org.patientjourney.activities.journey.TestRecords;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.workflows.effect.CallbackKind;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.run.JourneyActivities.JourneyRecord;
import org.patientjourney.workflows.run.JourneyActivities.RecordOutcome;

class CallbackDaoTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final JourneyId JOURNEY = new JourneyId("juniper:WC-2:5101");
  private static final JourneyId OTHER = new JourneyId("juniper:WC-2:5102");
  private static final CallbackEndpoint SHOP = endpoint("juniper", "shop");
  private static final CallbackEndpoint RECORDS = endpoint("juniper", "records");
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final TestEngine engine =
      TestEngine.on(DATABASE).calling(SHOP, RECORDS, endpoint("cedar", "shop"));
  private final CallbackDao callbacks = engine.jdbi().onDemand(CallbackDao.class);

  private static CallbackEndpoint endpoint(String clinic, String name) {
    return new CallbackEndpoint(
        new ClinicId(clinic), name, URI.create("https://shop.example.org"), List.of());
  }

  @BeforeEach
  void accept() {
    engine.accept(TestOrders.approvableTwice());
  }

  @Test
  void a_recording_is_stored_for_each_endpoint_of_its_clinic() {
    TestRecords.merge(engine, JOURNEY, new TestFact(true));

    assertThat(DATABASE.texts("select endpoint || ' ' || kind from callback order by id"))
        .containsExactly("juniper/shop HELD", "juniper/records HELD");
    CallbackRow row = claim().get(0);
    assertThat(row.content()).contains("\"HELD_BY_PERSON\"", "\"revision\"");
    assertThat(row.journeyId()).isEqualTo(JOURNEY);
  }

  @Test
  void a_recording_that_comes_again_stores_none() {
    JourneyRecord revision = TestRecords.merged(engine, JOURNEY, new TestFact(true));
    assertThat(engine.journeys().record(revision)).isEqualTo(RecordOutcome.RECORDED);
    engine.journeys().record(revision);

    assertThat(DATABASE.count("callback")).as("one for each endpoint").isEqualTo(2);
  }

  @Test
  void a_clinic_without_endpoints_stores_none() {
    TestRecords.merge(TestEngine.on(DATABASE), JOURNEY, new TestFact(true));
    assertThat(DATABASE.count("callback")).isZero();
  }

  @Test
  void events_of_one_journey_are_claimed_in_order_and_those_of_others_beside_them() {
    TestRecords.merge(engine, JOURNEY, new TestFact(true));
    TestRecords.close(engine, JOURNEY);
    TestRecords.close(engine, OTHER);

    List<CallbackRow> first = claim();
    assertThat(first)
        .extracting(CallbackRow::journeyId, CallbackRow::kind)
        .containsExactlyInAnyOrder(
            tuple(JOURNEY, CallbackKind.HELD), tuple(OTHER, CallbackKind.CLOSED));
    assertThat(claim()).as("the rest waits").isEmpty();

    first.forEach(this::deliver);
    assertThat(claim())
        .extracting(CallbackRow::journeyId, CallbackRow::kind)
        .containsExactly(tuple(JOURNEY, CallbackKind.CLOSED));
  }

  @Test
  void a_claim_that_is_not_carried_out_ends_with_its_lease() {
    TestRecords.close(engine, JOURNEY);
    CallbackRow lost = claim().get(0);
    engine.clock().advance(LEASE);

    CallbackRow again = claim().get(0);
    assertThat(again.callbackId()).isEqualTo(lost.callbackId());
    assertThat(again.attempts()).isEqualTo(2);
    deliver(lost);
    assertThat(waiting()).as("the earlier claim marks nothing any more").isEqualTo(1);
  }

  @Test
  void an_endpoint_that_pauses_or_is_disabled_gets_nothing_until_it_recovers() {
    TestRecords.close(engine, JOURNEY);
    callbacks.fail(SHOP.id(), now());
    callbacks.pause(SHOP.id(), now().plusSeconds(1));
    assertThat(claim()).isEmpty();

    engine.clock().advance(Duration.ofSeconds(1));
    assertThat(callbacks.disable(SHOP.id(), now())).isTrue();
    assertThat(callbacks.disable(SHOP.id(), now())).as("once").isFalse();
    assertThat(claim()).isEmpty();

    callbacks.succeed(SHOP.id(), now());
    assertThat(claim()).as("a message was on its way").isEmpty();
    assertThat(callbacks.enable(SHOP.id(), now().minusSeconds(1)))
        .as("an earlier command")
        .isFalse();
    assertThat(callbacks.enable(SHOP.id(), now())).isTrue();
    assertThat(claim()).hasSize(1);
  }

  @Test
  void failures_are_counted_from_the_first_on() {
    Instant first = now();
    callbacks.fail(SHOP.id(), first);
    engine.clock().advance(Duration.ofHours(1));
    CallbackDao.EndpointRow second = callbacks.fail(SHOP.id(), now());

    assertThat(second.failures()).isEqualTo(2);
    assertThat(second.failingSince()).isEqualTo(first);
    callbacks.succeed(SHOP.id(), now());
    assertThat(callbacks.fail(SHOP.id(), now()).failingSince()).isEqualTo(now());
  }

  @Test
  void a_replay_sends_again_what_was_delivered_before_it() {
    TestRecords.merge(engine, JOURNEY, new TestFact(true));
    engine.clock().advance(Duration.ofHours(1));
    deliver(claim().get(0));
    Instant given = now();
    assertThat(callbacks.replay(SHOP.id(), given.minusSeconds(60), given, now()))
        .as("recorded before, delivered since")
        .isEqualTo(1);
    engine.clock().advance(Duration.ofSeconds(1));
    deliver(claim().get(0));

    assertThat(callbacks.replay(SHOP.id(), given.minusSeconds(60), given, now()))
        .as("the same command again")
        .isZero();
    Instant later = now().plusSeconds(1);
    assertThat(callbacks.replay(SHOP.id(), later, later, later)).as("none since").isZero();
  }

  private List<CallbackRow> claim() {
    return callbacks.claimDue(SHOP.id(), now(), now().plus(LEASE), 10);
  }

  private void deliver(CallbackRow row) {
    callbacks.markDelivered(row.id(), row.attempts(), "200", now());
  }

  private long waiting() {
    return DATABASE.count(
        "callback where endpoint = 'juniper/shop' and next_attempt_at is not null");
  }

  private Instant now() {
    return engine.clock().instant();
  }
}
