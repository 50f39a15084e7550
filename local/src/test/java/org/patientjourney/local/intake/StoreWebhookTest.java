package org.patientjourney.local.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.patientjourney.local.TestStore.CLINIC;
import static org.patientjourney.local.TestStore.OTHER_CLINIC;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.local.TestStore;
import org.patientjourney.local.TestSystem;
import org.patientjourney.local.http.JsonClient;

/** The endpoints that stores deliver webhooks to: what is signed is taken, whatever it says. */
class StoreWebhookTest {
  private static final String WOO = "woocommerce/" + CLINIC;
  private static final String LATER = "2026-11-20T12:16:02";
  private static final AtomicLong IDS = new AtomicLong(80_000);

  private static TestSystem system;
  private static TestStore store;

  private final long id = IDS.incrementAndGet();

  @BeforeAll
  static void start() throws IOException {
    system = TestSystem.shared();
    store = new TestStore(system.url());
  }

  @Test
  void a_ping_of_woocommerce_is_answered_and_not_stored() throws Exception {
    String form = "application/x-www-form-urlencoded";
    JsonClient.Answer ping = store.post(WOO, "webhook_id=7".getBytes(UTF_8), "Content-Type", form);
    assertThat(ping.status()).isEqualTo(200);
    assertThat(ping.body().isMissingNode()).as("empty").isTrue();
    for (String other : List.of("webhook_id=7&id=1", "webhook_id=x", "id=7", "")) {
      assertThat(store.post(WOO, other.getBytes(UTF_8), "Content-Type", form).status())
          .as(other)
          .isEqualTo(401);
    }
    assertThat(store.post("shopify/" + CLINIC, "webhook_id=7".getBytes(UTF_8)).status())
        .isEqualTo(401);
    assertThat(store.post("woocommerce/juniper", "webhook_id=7".getBytes(UTF_8)).status())
        .as("a clinic without such a store")
        .isEqualTo(404);
  }

  @Test
  void a_body_that_the_store_has_not_signed_is_not_taken() throws Exception {
    byte[] body = utf8(paid(LATER));
    assertThat(store.send(WOO, "order.updated", OTHER_CLINIC, body).status())
        .as("another clinic's secret")
        .isEqualTo(401);
    assertThat(store.send("woocommerce/" + OTHER_CLINIC, "order.updated", CLINIC, body).status())
        .isEqualTo(401);
    assertThat(store.post(WOO, body).status()).as("no signature").isEqualTo(401);
    String signature = TestStore.signature(TestStore.secret(CLINIC), body);
    JsonClient.Answer changed =
        store.post(
            WOO,
            utf8(paid(LATER).put("customer_id", 78)),
            "X-WC-Webhook-Signature",
            signature,
            "X-WC-Webhook-Topic",
            "order.updated");
    assertThat(changed.status()).as("another body").isEqualTo(401);
    assertThat(changed.body().path("code").asText()).isEqualTo("wrong-signature");
    assertThat(orderStatus()).isEqualTo(404);
    for (String outcome : List.of("ACCEPTED", "UNREADABLE", "IGNORED", "INCOMPLETE")) {
      assertThat(deliveries(outcome)).isEmpty();
    }
    assertThat(store.send(WOO, "order.updated", CLINIC, body).status()).isEqualTo(200);
  }

  @Test
  void a_secret_may_be_followed_by_another() throws Exception {
    byte[] body = utf8(paid(LATER));
    JsonClient.Answer answer =
        store.post(
            WOO,
            body,
            "X-WC-Webhook-Signature",
            TestStore.signature("next-secret-of-" + CLINIC, body),
            "X-WC-Webhook-Topic",
            "order.updated");
    assertThat(answer.success().path("outcome").asText()).isEqualTo("ACCEPTED");
  }

  @Test
  void what_is_signed_is_answered_200_whatever_it_says() throws Exception {
    String deep = "[".repeat(5_000) + "]".repeat(5_000);
    List<String> bodies =
        List.of(
            "",
            "null",
            "[]",
            "{}",
            "{\"id\":1",
            "\u0000\u0000",
            deep,
            "{\"id\":1e999999,\"date_modified_gmt\":\"" + LATER + "\"}",
            "{\"id\":-1,\"date_modified_gmt\":\"" + LATER + "\"}",
            "{\"id\":1,\"id\":2,\"date_modified_gmt\":\"" + LATER + "\"}",
            "{\"id\":\"1\",\"date_modified_gmt\":\"" + LATER + "\"}",
            "{\"id\":1,\"date_modified_gmt\":\"9999-12-31T00:00:00\"}",
            "{\"id\":1,\"date_modified_gmt\":\"+999999999-12-31T00:00:00\"}",
            "{\"id\":1,\"date_modified_gmt\":7}");
    for (String body : bodies) {
      JsonClient.Answer answer = send("order.updated", body.getBytes(UTF_8));
      assertThat(answer.status()).as(body).isEqualTo(200);
      assertThat(answer.body().path("outcome").asText()).as(body).isEqualTo("UNREADABLE");
    }
    byte[] latin = {'{', '"', (byte) 0xe4, '"', ':', '1', '}'};
    assertThat(send("order.updated", latin).status()).isEqualTo(200);
    ObjectNode strange = paid(LATER);
    strange.put("billing", 7).putNull("meta_data").put("customer_id", "none").put("refunds", 1);
    assertThat(store.tell(strange)).isEqualTo("INCOMPLETE");
    assertThat(store.tell(strange.put("line_items", "none"))).isEqualTo("UNREADABLE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"customer.created", "", "ORDER.UPDATED", "order.updated.twice", "orders/edited"})
  void a_topic_that_is_none_of_orders_is_ignored(String topic) throws Exception {
    JsonClient.Answer answer = send(topic, utf8(paid(LATER)));
    assertThat(answer.success().path("outcome").asText()).isEqualTo("IGNORED");
    assertThat(orderStatus()).isEqualTo(404);
  }

  @Test
  void odd_headers_are_no_fault_of_the_engine() throws Exception {
    byte[] body = utf8(paid(LATER));
    String signature = TestStore.signature(TestStore.secret(CLINIC), body);
    for (List<String> header :
        List.of(
            List.of("Accept", "text/html"),
            List.of("Content-Type", "text/xml; charset=none"),
            List.of("Content-Type", "/"),
            List.of("X-WC-Webhook-Delivery-ID", "'; drop table x"),
            List.of("Authorization", "Bearer wrong"),
            List.of("X-WC-Webhook-Signature", signature))) {
      JsonClient.Answer answer =
          store.post(
              WOO,
              body,
              "X-WC-Webhook-Signature",
              signature,
              "X-WC-Webhook-Topic",
              "order.updated",
              header.get(0),
              header.get(1));
      assertThat(answer.status()).as(header.toString()).isLessThan(500);
    }
  }

  @Test
  void a_body_over_the_limit_is_refused() throws Exception {
    ObjectNode order = paid(LATER).put("customer_note", "x".repeat(1024 * 1024));
    assertThat(send("order.updated", utf8(order)).status()).isEqualTo(413);
    assertThat(orderStatus()).isEqualTo(404);
  }

  private ObjectNode paid(String changedAt) throws IOException {
    return TestStore.wooCommerce(id, "processing", changedAt);
  }

  private static byte[] utf8(JsonNode json) {
    return json.toString().getBytes(UTF_8);
  }

  private static JsonClient.Answer send(String topic, byte[] body) throws IOException {
    return store.send(WOO, topic, CLINIC, body);
  }

  private int orderStatus() throws IOException {
    return system.operations().get("/orders/" + CLINIC + "/woo-" + id).status();
  }

  /** This test's deliveries. */
  private List<JsonNode> deliveries(String outcome) throws IOException {
    return system
        .operations()
        .get("/store-deliveries?clinic=" + CLINIC + "&outcome=" + outcome)
        .success()
        .path("deliveries")
        .valueStream()
        .filter(delivery -> delivery.path("orderId").asText().equals("woo-" + id))
        .toList();
  }
}
