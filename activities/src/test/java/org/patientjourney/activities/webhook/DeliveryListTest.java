package org.patientjourney.activities.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.webhook.WebhookDelivery.DeliveryFinding;
import org.patientjourney.activities.webhook.WebhookDelivery.DeliveryState;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/** Stored deliveries, listed and counted. */
class DeliveryListTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final JourneyId JOURNEY = new JourneyId("juniper:WC-1:5101");
  private static final MeetingId MEETING = MeetingId.sentBy(JOURNEY);
  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final WebhookDeliveryDao deliveries = engine.dao(WebhookDeliveryDao.class);
  private final Instant start = engine.clock().instant();

  @BeforeEach
  void prepare() {
    engine.accept(TestOrders.approvable());
    engine.startAttempt(MEETING, 1, 5101);
  }

  @Test
  void pages_follow_each_other_also_among_deliveries_of_one_instant() {
    List<WebhookDeliveryId> received = new ArrayList<>();
    IntStream.rangeClosed(1, 3).forEach(number -> received.add(receive(MEETING, number)));
    engine.clock().advance(Duration.ofSeconds(1));
    IntStream.rangeClosed(4, 5).forEach(number -> received.add(receive(MEETING, number)));

    List<WebhookDeliveryId> listed = new ArrayList<>();
    Instant afterReceivedAt = Instant.EPOCH;
    UUID afterId = BEFORE_ALL;
    List<WebhookDelivery> page = page(afterReceivedAt, afterId, 2);
    while (!page.isEmpty()) {
      page.forEach(each -> listed.add(each.deliveryId()));
      WebhookDelivery last = page.get(page.size() - 1);
      page = page(last.receivedAt(), last.deliveryId().value(), 2);
    }

    assertThat(listed).isEqualTo(received);
  }

  @Test
  void a_page_has_no_plan_for_all_values_however_often_it_is_asked_for() {
    long prepared =
        engine
            .jdbi()
            .withHandle(
                handle -> {
                  WebhookDeliveryDao list = handle.attach(WebhookDeliveryDao.class);
                  for (int i = 0; i < 10; i++) {
                    list.findPage("LATE", null, null, start, start, Instant.EPOCH, BEFORE_ALL, 10);
                  }
                  return handle
                      .select("select count(*) from pg_prepared_statements where statement ~ ?")
                      .bind(0, "from webhook_delivery\\s+where \\(state")
                      .mapTo(Long.class)
                      .one();
                });
    assertThat(prepared).isZero();
  }

  @Test
  void a_page_is_filtered_by_state_journey_and_clinic() {
    WebhookDeliveryId review = receive(MEETING, 1);
    deliveries.finish(review, DeliveryState.NEEDS_REVIEW, null, 1, DeliveryFinding.NO_EXAM, start);
    WebhookDeliveryId bound = receive(MEETING, 2);
    deliveries.markSignalled(bound, JOURNEY, 1);
    WebhookDeliveryId willows = receive(willowsMeeting(), 3);

    assertThat(ids("NEEDS_REVIEW", null, null)).containsExactly(review);
    assertThat(ids(null, JOURNEY.value(), null))
        .as("its own, and one of its meeting that belongs to no journey yet")
        .containsExactly(review, bound);
    assertThat(ids(null, "willow:WC-1:5101", null)).containsExactly(willows);
    assertThat(ids(null, null, "willow")).containsExactly(willows);
    assertThat(ids(null, null, "juniper")).containsExactly(review, bound);
    assertThat(ids("RECEIVED", null, null)).containsExactly(willows);
  }

  @Test
  void a_page_is_of_the_time_asked_for_with_its_beginning_and_without_its_end() {
    WebhookDeliveryId first = receive(MEETING, 1);
    engine.clock().advance(Duration.ofHours(1));
    receive(MEETING, 2);

    assertThat(
            deliveries.findPage(
                null, null, null, start, engine.clock().instant(), Instant.EPOCH, BEFORE_ALL, 9))
        .extracting(WebhookDelivery::deliveryId)
        .containsExactly(first);
  }

  @Test
  void lists_a_stored_delivery_without_its_body() {
    WebhookDeliveryId id = receive(MEETING, 1);
    deliveries.finish(id, DeliveryState.LATE, JOURNEY, 2, DeliveryFinding.CHANGES_NOTHING, start);

    assertThat(deliveries.find(id))
        .contains(
            new WebhookDelivery(
                id,
                DeliveryState.LATE,
                JOURNEY,
                MEETING,
                1,
                2,
                null,
                DeliveryFinding.CHANGES_NOTHING,
                null,
                null,
                start,
                null,
                null,
                7L,
                false,
                false,
                0,
                false));
  }

  @Test
  void the_quarantine_is_listed_only_when_it_is_asked_for_and_for_no_clinic() {
    engine.webhooks().quarantine("192.0.2.7", new byte[] {1}, true);
    WebhookDeliveryId received = receive(MEETING, 1);

    assertThat(ids(null, null, null)).containsExactly(received);
    assertThat(ids("QUARANTINED", null, null)).hasSize(1).doesNotContain(received);
    assertThat(ids("QUARANTINED", null, "juniper")).isEmpty();
  }

  private List<WebhookDeliveryId> ids(
      @Nullable String state, @Nullable String journey, @Nullable String clinic) {
    return deliveries
        .findPage(state, journey, clinic, start, start.plusSeconds(9), Instant.EPOCH, BEFORE_ALL, 9)
        .stream()
        .map(WebhookDelivery::deliveryId)
        .toList();
  }

  private List<WebhookDelivery> page(Instant afterReceivedAt, UUID afterId, int limit) {
    return deliveries.findPage(
        null, null, null, start, start.plusSeconds(9), afterReceivedAt, afterId, limit);
  }

  private MeetingId willowsMeeting() {
    MeetingId meeting =
        MeetingId.sentBy(
            engine.accept(TestOrders.of(new ClinicId("willow"), "WC-1", TestOrders.FILLER)).get(0));
    engine.startAttempt(meeting, 1, 5101);
    return meeting;
  }

  private WebhookDeliveryId receive(MeetingId meeting, int number) {
    WebhookDeliveryId id = new WebhookDeliveryId(new UUID(0, number));
    engine.deliver(id, meeting, 1, 7L);
    return id;
  }
}
