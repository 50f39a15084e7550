package org.patientjourney.local.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.patientjourney.local.TestStore.CLINIC;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Operator;
import org.patientjourney.local.Patience;
import org.patientjourney.local.TestStore;
import org.patientjourney.local.TestSystem;
import org.patientjourney.local.http.JsonClient;

/** Webhooks of a clinic's stores become orders, in whatever order and however often they come. */
class StoreIntakeTest {
  private static final String WOO = "woocommerce/" + CLINIC;
  private static final String EARLIER = "2026-11-20T12:16:01";
  private static final String LATER = "2026-11-20T12:16:02";
  private static final AtomicLong IDS = new AtomicLong(100);

  private static TestSystem system;
  private static TestStore store;
  private static Journeys journeys;
  private static Operator operator;

  private final long id = IDS.incrementAndGet();
  private final String journey = CLINIC + ":woo-" + id + ":5101";

  @BeforeAll
  static void start() throws IOException {
    system = TestSystem.shared();
    store = new TestStore(system.url());
    journeys = new Journeys(system.operations());
    operator = new Operator(system.operations());
  }

  @Test
  void a_paid_order_is_invited_once_however_often_it_is_told() throws Exception {
    ObjectNode order = paid(LATER);
    assertThat(store.tell(order)).isEqualTo("ACCEPTED");
    journeys.awaitInvited(journey);
    assertThat(store.tell(order)).as("the same again").isEqualTo("ACCEPTED");
    ObjectNode completed = TestStore.wooCommerce(id, "completed", "2026-11-21T12:00:00");
    assertThat(store.tell(completed)).as("a later word of the same order").isEqualTo("ACCEPTED");
    byte[] body = order.toString().getBytes(UTF_8);
    JsonNode created = store.send(WOO, "order.created", CLINIC, body).success();
    assertThat(created.path("outcome").asText()).as("another topic").isEqualTo("OUTDATED");
    assertThat(journeys.count(journey, "INVITE_SENDING")).isEqualTo(1);
  }

  @Test
  void many_at_once_are_one_order() throws Exception {
    byte[] body = paid(LATER).toString().getBytes(UTF_8);
    Set<Integer> answers =
        IntStream.range(0, 12)
            .parallel()
            .mapToObj(i -> send(i % 2 == 0 ? "order.created" : "order.updated", body).status())
            .collect(Collectors.toSet());
    assertThat(answers).containsExactly(200);
    await().atMost(Patience.USUAL).until(() -> !deliveries("ACCEPTED").isEmpty());
    journeys.awaitInvited(journey);
    assertThat(journeys.count(journey, "INVITE_SENDING")).isEqualTo(1);
    assertThat(deliveries("ACCEPTED")).as("once for each topic").hasSize(2);
  }

  @Test
  void an_order_waits_for_its_payment() throws Exception {
    assertThat(store.tell(TestStore.wooCommerce(id, "pending", EARLIER)))
        .isEqualTo("WAITING_FOR_PAYMENT");
    assertThat(orderStatus()).isEqualTo(404);
    assertThat(store.tell(paid(LATER))).isEqualTo("ACCEPTED");
    assertThat(orderStatus()).isEqualTo(200);
  }

  @Test
  void paid_before_created_changes_nothing() throws Exception {
    assertThat(store.tell(paid(LATER))).isEqualTo("ACCEPTED");
    assertThat(store.tell(TestStore.wooCommerce(id, "pending", EARLIER))).isEqualTo("OUTDATED");
    assertThat(operator.alarms(journey)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cancelled", "refunded", "trash"})
  void a_paid_word_that_is_overtaken_by_a_cancellation_starts_nothing(String status)
      throws Exception {
    assertThat(store.tell(TestStore.wooCommerce(id, status, LATER))).isEqualTo("CANCELLED");
    assertThat(store.tell(paid(EARLIER))).isEqualTo("OUTDATED");
    assertThat(orderStatus()).isEqualTo(404);
  }

  @Test
  void of_two_words_of_one_second_a_cancellation_is_the_later() throws Exception {
    assertThat(store.tell(TestStore.wooCommerce(id, "cancelled", LATER))).isEqualTo("CANCELLED");
    assertThat(store.tell(paid(LATER))).isEqualTo("OUTDATED");
    assertThat(orderStatus()).isEqualTo(404);
  }

  @Test
  void a_deleted_order_starts_nothing_either() throws Exception {
    byte[] body = ("{\"id\":" + id + "}").getBytes(UTF_8);
    JsonNode deleted = store.send(WOO, "order.deleted", CLINIC, body).success();
    assertThat(deleted.path("outcome").asText()).isEqualTo("CANCELLED");
    assertThat(store.tell(paid(LATER))).isEqualTo("OUTDATED");
  }

  /** A deletion has no date: it is later than what was known before, whatever our clock says. */
  @Test
  void a_deletion_by_a_store_whose_clock_is_ahead_cancels_the_journey() throws Exception {
    Instant ahead = system.now().plus(Duration.ofMinutes(10)).truncatedTo(ChronoUnit.SECONDS);
    assertThat(store.tell(paid(ahead.toString().replace("Z", "")))).isEqualTo("ACCEPTED");
    journeys.awaitInvited(journey);

    byte[] body = ("{\"id\":" + id + "}").getBytes(UTF_8);
    assertThat(store.send(WOO, "order.deleted", CLINIC, body).success().path("outcome").asText())
        .isEqualTo("CANCELLING");

    journeys.awaitClosed(journey, "CANCELLED");
  }

  @ParameterizedTest
  @CsvSource({"cancelled", "refunded"})
  void a_cancellation_cancels_the_journey(String status) throws Exception {
    assertThat(store.tell(paid(EARLIER))).isEqualTo("ACCEPTED");
    journeys.awaitInvited(journey);
    store.tell(TestStore.wooCommerce(id, status, LATER));
    JsonNode closed = journeys.awaitClosed(journey, "CANCELLED");
    assertThat(closed.path("timeline").toString()).contains(CLINIC + "/woocommerce");
    awaitOutcome("CANCELLED");
    assertThat(operator.alarms(journey)).isEmpty();
  }

  @Test
  void a_cancellation_right_after_the_order_cancels_it() throws Exception {
    assertThat(store.tell(paid(EARLIER))).isEqualTo("ACCEPTED");
    store.tell(TestStore.wooCommerce(id, "cancelled", LATER));
    journeys.awaitClosed(journey, "CANCELLED");
    awaitOutcome("CANCELLED");
  }

  @Test
  void a_cancellation_after_the_decision_is_an_alarm() throws Exception {
    assertThat(store.tell(paid(EARLIER))).isEqualTo("ACCEPTED");
    journeys.awaitInvited(journey);
    system.sandbox().decide(system.sandbox().patientExam(journey, 5101), "Approved");
    journeys.awaitClosed(journey, "APPROVED");
    store.tell(TestStore.wooCommerce(id, "refunded", LATER));
    awaitOutcome("TOO_LATE");
    assertThat(kinds(operator.openAlarms(journey))).contains("STORE_CANCEL_TOO_LATE");
  }

  @Test
  void a_decision_that_was_faster_than_the_cancellation_is_an_alarm() throws Exception {
    assertThat(store.tell(paid(EARLIER))).isEqualTo("ACCEPTED");
    journeys.awaitInvited(journey);
    system.sandbox().arm("lose-event", CLINIC);
    int lost = system.sandbox().decide(system.sandbox().patientExam(journey, 5101), "Approved");
    store.tell(TestStore.wooCommerce(id, "cancelled", LATER));
    journeys.awaitEntry(journey, "CANCEL_REFUSED");
    assertThat(deliveries("CANCELLING")).hasSize(1);
    assertThat(system.sandbox().deliver(lost, 1)).containsExactly(200);
    awaitOutcome("TOO_LATE");
    assertThat(kinds(operator.openAlarms(journey))).contains("STORE_CANCEL_TOO_LATE");
  }

  @Test
  void an_order_that_is_there_again_after_its_cancellation_is_an_alarm() throws Exception {
    store.tell(paid(EARLIER));
    store.tell(TestStore.wooCommerce(id, "cancelled", LATER));
    journeys.awaitClosed(journey, "CANCELLED");
    assertThat(store.tell(paid("2026-11-20T12:17:00"))).isEqualTo("CHANGED");
    assertThat(kinds(operator.openAlarms(journey))).contains("STORE_ORDER_CHANGED");
  }

  @Test
  void another_content_of_an_accepted_order_is_an_alarm_that_names_the_fields() throws Exception {
    store.tell(paid(EARLIER));
    ObjectNode changed = paid(LATER);
    changed.withObject("billing").put("phone", "202-555-0188");
    assertThat(store.tell(changed)).isEqualTo("CHANGED");
    JsonNode delivery = deliveries("CHANGED").get(0);
    assertThat(delivery.at("/problems/0/pointer").asText()).isEqualTo("/patient/phone");
    assertThat(delivery.toString()).doesNotContain("0188");
    assertThat(kinds(operator.openAlarms(journey))).contains("STORE_ORDER_CHANGED");
  }

  @Test
  void a_refund_of_a_part_is_an_alarm_and_of_an_unknown_order_a_task() throws Exception {
    ObjectNode refunded = paid(LATER);
    refunded.withArray("refunds").addObject().put("id", 9).put("total", "-10.00");
    assertThat(store.tell(refunded)).isEqualTo("INCOMPLETE");
    assertThat(orderStatus()).isEqualTo(404);

    long other = IDS.incrementAndGet();
    store.tell(TestStore.wooCommerce(other, "processing", EARLIER));
    assertThat(store.tell(refunded.put("id", other))).isEqualTo("CHANGED");
    assertThat(kinds(operator.openAlarms(CLINIC + ":woo-" + other + ":5101")))
        .contains("STORE_ORDER_CHANGED");
  }

  @Test
  void an_unknown_product_is_listed_until_it_is_mended() throws Exception {
    ObjectNode order = paid(EARLIER);
    ((ObjectNode) order.at("/line_items/0")).put("sku", "NO-SUCH").put("product_id", 4711);
    assertThat(store.tell(order)).isEqualTo("UNMAPPED");
    JsonNode waiting = waiting();
    assertThat(waiting.path("outcome").asText()).isEqualTo("UNMAPPED");
    assertThat(waiting.at("/problems/0/found").asText()).isEqualTo("product 4711, SKU NO-SUCH");
    assertThat(kinds(operator.openAlarms(CLINIC + "/woocommerce")))
        .containsExactly("STORE_ORDER_STOPPED");
    String retry = "/store-deliveries/" + waiting.path("id").asText() + "/retry";
    JsonClient.Answer again = system.operations().post(retry, Operator.words("r-1"));
    assertThat(again.body().path("outcome").asText())
        .as("nothing was mended")
        .isEqualTo("UNMAPPED");
    assertThat(orderStatus()).isEqualTo(404);

    assertThat(store.tell(paid(LATER))).as("mended in the store").isEqualTo("ACCEPTED");
    assertThat(waiting().isMissingNode()).isTrue();
    JsonClient.Answer outdated = system.operations().post(retry, Operator.words("r-2"));
    assertThat(outdated.body().path("outcome").asText()).isEqualTo("OUTDATED");
    JsonClient.Answer refused = system.operations().post(retry, Operator.words("r-3"));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body().path("code").asText()).isEqualTo("delivery-not-stopped");
  }

  @Test
  void a_stopped_delivery_is_dismissed_and_a_later_update_is_read_as_ever() throws Exception {
    ObjectNode order = paid(EARLIER);
    order.withArray("meta_data").removeAll();
    assertThat(store.tell(order)).isEqualTo("INCOMPLETE");
    assertThat(kinds(operator.openAlarms(CLINIC + "/woocommerce"))).contains("STORE_ORDER_STOPPED");
    String dismiss = "/store-deliveries/" + waiting().path("id").asText() + "/dismiss";

    JsonClient.Answer dismissed = system.operations().post(dismiss, Operator.words("d-1"));

    assertThat(dismissed.body().path("outcome").asText()).isEqualTo("DISMISSED");
    assertThat(waiting().isMissingNode()).isTrue();
    for (JsonNode left : stopped()) {
      String other = "/store-deliveries/" + left.path("id").asText() + "/dismiss";
      system.operations().post(other, Operator.words("d-1")).success();
    }
    assertThat(kinds(operator.openAlarms(CLINIC + "/woocommerce")))
        .as("closed with the last one")
        .doesNotContain("STORE_ORDER_STOPPED");
    assertThat(system.operations().post(dismiss, Operator.words("d-1")).status()).isEqualTo(200);
    assertThat(store.tell(paid(LATER))).isEqualTo("ACCEPTED");
    String accepted = "/store-deliveries/" + accepted().path("id").asText() + "/dismiss";
    JsonClient.Answer refused = system.operations().post(accepted, Operator.words("d-2"));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body().path("code").asText()).isEqualTo("delivery-not-stopped");
  }

  @Test
  void an_incomplete_order_is_listed_with_what_is_missing_and_nothing_of_the_patient()
      throws Exception {
    ObjectNode order = paid(EARLIER);
    order.withArray("meta_data").removeAll();
    order.withObject("billing").put("phone", "call Quokka");
    assertThat(store.tell(order)).isEqualTo("INCOMPLETE");
    JsonNode waiting = waiting();
    assertThat(waiting.path("problems").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/patient/phone", "/patient/dateOfBirth");
    assertThat(waiting.toString()).doesNotContain("Quokka", "example.org");
  }

  @Test
  void a_list_and_a_retry_are_for_the_operations_of_the_clinic() throws Exception {
    ObjectNode order = paid(EARLIER);
    order.withArray("meta_data").removeAll();
    store.tell(order);
    String retry = "/store-deliveries/" + waiting().path("id").asText() + "/retry";
    assertThat(ids(system.operationsOf(CLINIC).get("/store-deliveries").body()))
        .contains("woo-" + id);
    assertThat(ids(system.operationsOf("cedar").get("/store-deliveries").body())).isEmpty();
    assertThat(system.operationsOf("cedar").post(retry, Operator.words("r-1")).status())
        .isEqualTo(404);
    assertThat(system.backend().get("/store-deliveries").status()).isEqualTo(403);
    assertThat(system.backend().post(retry, Operator.words("r-1")).status()).isEqualTo(403);
    assertThat(system.anonymous().get("/store-deliveries").status()).isEqualTo(401);
    assertThat(system.anonymous().post(retry, Operator.words("r-1")).status()).isEqualTo(401);
    assertThat(system.operations().get("/store-deliveries?outcome=LOST").status()).isEqualTo(400);
    for (String none : List.of("999999999", "x", "-1")) {
      JsonClient.Answer answer =
          system.operations().post("/store-deliveries/" + none + "/retry", Operator.words("r-1"));
      assertThat(answer.body().path("code").asText()).isEqualTo("no-such-store-delivery");
    }
  }

  @Test
  void a_shopify_order_is_accepted_and_cancelled_too() throws Exception {
    byte[] order = TestStore.shopify(id).toString().getBytes(UTF_8);
    JsonNode accepted = store.send("shopify/" + CLINIC, "orders/paid", CLINIC, order).success();
    assertThat(accepted.path("outcome").asText()).isEqualTo("ACCEPTED");
    String prescribed = CLINIC + ":shopify-" + id + ":5204";
    journeys.awaitInvited(prescribed);
    ObjectNode cancelled =
        TestStore.shopify(id)
            .put("cancelled_at", "2026-11-20T08:00:00-05:00")
            .put("updated_at", "2026-11-20T08:00:00-05:00");
    store.send("shopify/" + CLINIC, "orders/cancelled", CLINIC, utf8(cancelled)).success();
    journeys.awaitClosed(prescribed, "CANCELLED");
  }

  @Test
  void a_delivery_shows_nothing_of_a_person() throws Exception {
    store.tell(paid(LATER));
    assertThat(deliveries("ACCEPTED").toString()).doesNotContain("Waiting", "example.org", "1990");
  }

  private ObjectNode paid(String changedAt) throws IOException {
    return TestStore.wooCommerce(id, "processing", changedAt);
  }

  private static byte[] utf8(JsonNode json) {
    return json.toString().getBytes(UTF_8);
  }

  private static JsonClient.Answer send(String topic, byte[] body) {
    try {
      return store.send(WOO, topic, CLINIC, body);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private int orderStatus() throws IOException {
    return system.operations().get("/orders/" + CLINIC + "/woo-" + id).status();
  }

  private void awaitOutcome(String outcome) {
    await(outcome + " of woo-" + id)
        .atMost(Patience.USUAL)
        .pollInterval(Patience.LOOKS)
        .until(() -> !deliveries(outcome).isEmpty());
  }

  /** This test's deliveries. */
  private List<JsonNode> deliveries(String outcome) throws IOException {
    return ofOrder("/store-deliveries?clinic=" + CLINIC + "&outcome=" + outcome);
  }

  private JsonNode waiting() throws IOException {
    return ofOrder("/store-deliveries?clinic=" + CLINIC).stream()
        .findFirst()
        .orElse(JsonNodeFactory.instance.missingNode());
  }

  private static JsonNode stopped() throws IOException {
    return system
        .operations()
        .get("/store-deliveries?clinic=" + CLINIC)
        .success()
        .path("deliveries");
  }

  private JsonNode accepted() throws IOException {
    return ofOrder("/store-deliveries?outcome=ACCEPTED&clinic=" + CLINIC).get(0);
  }

  private List<JsonNode> ofOrder(String list) throws IOException {
    return system
        .operations()
        .get(list)
        .success()
        .path("deliveries")
        .valueStream()
        .filter(delivery -> delivery.path("orderId").asText().matches("(woo|shopify)-" + id))
        .toList();
  }

  private static List<String> ids(JsonNode page) {
    return page.path("deliveries").findValuesAsText("orderId");
  }

  private static List<String> kinds(List<JsonNode> alarms) {
    return alarms.stream().map(alarm -> alarm.path("kind").asText()).toList();
  }
}
