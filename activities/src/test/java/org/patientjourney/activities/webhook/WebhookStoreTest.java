package org.patientjourney.activities.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.invite.WebhookToken;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.MeetingId;

class WebhookStoreTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final String CANARY = "canaria@example.org";
  private static final MeetingId MEETING = new MeetingId("juniper:WC-1:5101");
  private static final byte[] BODY =
      ("{\"patient_email\":\"" + CANARY + "\"}").getBytes(StandardCharsets.UTF_8);

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final WebhookStore webhooks = engine.webhooks();

  @Test
  void a_delivery_with_a_known_token_is_stored_for_its_attempt() {
    WebhookToken token = preparedToken();

    WebhookDeliveryId id = engine.deliver(webhooks.find(token).orElseThrow(), BODY, true, null);

    assertThat(engine.dao(WebhookDeliveryDao.class).find(id))
        .contains(
            new WebhookDeliveryRow(
                id,
                MEETING,
                1,
                engine.clock().instant(),
                true,
                false,
                DeliveryState.RECEIVED,
                0,
                null,
                null));
    assertThat(webhooks.body(id)).isEqualTo(BODY);
  }

  @Test
  void a_stored_body_cannot_be_read_without_the_key_nor_under_another_id() {
    engine.deliver(webhooks.find(preparedToken()).orElseThrow(), BODY, false, (long) BODY.length);
    webhooks.quarantine("192.0.2.7", BODY);

    assertThat(DATABASE.dump())
        .contains("webhook_delivery(")
        .contains("quarantined_delivery(")
        .doesNotContain(CANARY)
        .doesNotContain("192.0.2.7")
        .doesNotContain(HexFormat.of().formatHex(CANARY.getBytes(StandardCharsets.UTF_8)));
    WebhookDeliveryId other = new WebhookDeliveryId(new UUID(4, 4));
    DATABASE.change("update webhook_delivery set delivery_id = '" + other + "'");
    assertThatIllegalArgumentException().isThrownBy(() -> webhooks.body(other));
  }

  @Test
  void stores_of_a_group_the_deliveries_whose_token_is_known() {
    WebhookToken token = preparedToken();
    IncomingDelivery first = webhooks.encrypt(token, BODY, 7L, false, false);
    IncomingDelivery unknown = webhooks.encrypt(new WebhookToken("x"), BODY, 7L, false, false);
    IncomingDelivery second = webhooks.encrypt(token, new byte[0], null, true, true);

    assertThat(webhooks.store(List.of(first, unknown, second)))
        .isEqualTo(Map.of(first.deliveryId(), MEETING, second.deliveryId(), MEETING));

    assertThat(DATABASE.count("webhook_delivery")).isEqualTo(2);
    assertThat(webhooks.body(first.deliveryId())).isEqualTo(BODY);
    StoredDelivery stored =
        engine.dao(WebhookDeliveryDao.class).findStored(second.deliveryId()).orElseThrow();
    assertThat(stored.truncated()).isTrue();
    assertThat(stored.bodySize()).isNull();
    assertThat(stored.receivedAt()).isEqualTo(engine.clock().instant());
  }

  @Test
  void stores_none_of_a_group_in_which_one_cannot_be_stored() {
    WebhookToken token = preparedToken();
    IncomingDelivery stored = webhooks.encrypt(token, BODY, null, false, false);
    webhooks.store(List.of(stored));
    IncomingDelivery another = webhooks.encrypt(token, BODY, null, false, false);

    assertThatThrownBy(() -> webhooks.store(List.of(another, stored)))
        .isInstanceOf(JdbiException.class);

    assertThat(DATABASE.count("webhook_delivery")).isEqualTo(1);
  }

  @Test
  void an_unknown_token_finds_no_attempt() {
    preparedToken();

    assertThat(webhooks.find(new WebhookToken("guessed"))).isEmpty();
  }

  @Test
  void a_delivery_that_was_never_stored_has_no_body() {
    assertThatIllegalStateException()
        .isThrownBy(() -> webhooks.body(new WebhookDeliveryId(new UUID(1, 1))));
  }

  @Test
  void each_sender_has_a_quarantine_limit_of_its_own() {
    fillQuarantine("192.0.2.7");

    assertThat(webhooks.quarantine("192.0.2.7", BODY)).isFalse();
    assertThat(webhooks.quarantine("192.0.2.8", BODY)).isTrue();
    assertThat(DATABASE.count("quarantined_delivery")).isEqualTo(WebhookStore.QUARANTINE_LIMIT + 1);
  }

  /** A sender with many addresses must not fill the disk. */
  @Test
  void all_senders_together_have_a_quarantine_limit() {
    assertThat(quarantinedOf("192.0.2.7", 2)).isTrue();
    assertThat(quarantinedOf("192.0.2.8", 2)).isTrue();
    assertThat(quarantinedOf("192.0.2.9", 2)).isFalse();
    assertThat(quarantinedOf("192.0.2.9", 3)).isTrue();
  }

  @Test
  void the_quarantine_limit_counts_one_day() {
    fillQuarantine("192.0.2.7");

    engine.clock().advance(Duration.ofDays(1).minusMillis(1));
    assertThat(webhooks.quarantine("192.0.2.7", BODY)).isFalse();
    engine.clock().advance(Duration.ofMillis(1));
    assertThat(webhooks.quarantine("192.0.2.7", BODY)).isTrue();
  }

  private boolean quarantinedOf(String source, int total) {
    Instant now = engine.clock().instant();
    return engine
        .dao(QuarantineDao.class)
        .quarantine(
            new WebhookDeliveryId(UUID.randomUUID()),
            StoredJson.sha256(source),
            BODY,
            now,
            now.minus(Duration.ofDays(1)),
            WebhookStore.QUARANTINE_LIMIT,
            total);
  }

  private void fillQuarantine(String source) {
    assertThat(WebhookStore.QUARANTINE_LIMIT).isEqualTo(20);
    for (int number = 0; number < WebhookStore.QUARANTINE_LIMIT; number++) {
      assertThat(webhooks.quarantine(source, BODY)).isTrue();
    }
  }

  private WebhookToken preparedToken() {
    return engine.startAttempt(
        MeetingId.ledBy(engine.accept(TestOrders.approvable()).get(0)), 1, 5101);
  }
}
