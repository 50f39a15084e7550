package org.patientjourney.activities.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.invite.WebhookToken;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.webhook.WebhookDelivery.DeliveryState;
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

    assertThat(engine.dao(WebhookDeliveryDao.class).find(id).orElseThrow())
        .returns(MEETING, WebhookDelivery::meetingId)
        .returns(1, WebhookDelivery::attempt)
        .returns(engine.clock().instant(), WebhookDelivery::receivedAt)
        .returns(true, WebhookDelivery::truncated)
        .returns(false, WebhookDelivery::misencoded)
        .returns(DeliveryState.RECEIVED, WebhookDelivery::state)
        .returns(0, WebhookDelivery::attempts)
        .returns(null, WebhookDelivery::journeyId);
    assertThat(engine.bodyOf(id)).isEqualTo(BODY);
  }

  @Test
  void a_stored_body_cannot_be_read_without_the_key_nor_under_another_id() {
    engine.deliver(webhooks.find(preparedToken()).orElseThrow(), BODY, false, (long) BODY.length);
    webhooks.quarantine("192.0.2.7", BODY, true);

    assertThat(DATABASE.dump())
        .contains("webhook_delivery(")
        .doesNotContain(CANARY)
        .doesNotContain("192.0.2.7")
        .doesNotContain(HexFormat.of().formatHex(CANARY.getBytes(StandardCharsets.UTF_8)));
    WebhookDeliveryId other = new WebhookDeliveryId(new UUID(4, 4));
    DATABASE.change(
        "update webhook_delivery set delivery_id = '" + other + "' where meeting_id is not null");
    assertThatIllegalArgumentException().isThrownBy(() -> engine.bodyOf(other));
  }

  @Test
  void stores_of_a_group_the_deliveries_whose_token_is_known() {
    WebhookToken token = preparedToken();
    WebhookStore.Incoming first = webhooks.encrypt(token, BODY, 7L, false, false);
    WebhookStore.Incoming unknown = webhooks.encrypt(new WebhookToken("x"), BODY, 7L, false, false);
    WebhookStore.Incoming second = webhooks.encrypt(token, new byte[0], null, true, true);

    assertThat(webhooks.store(List.of(first, unknown, second)))
        .isEqualTo(Map.of(first.deliveryId(), MEETING, second.deliveryId(), MEETING));

    assertThat(DATABASE.count("webhook_delivery")).isEqualTo(2);
    assertThat(engine.bodyOf(first.deliveryId())).isEqualTo(BODY);
    WebhookDelivery stored =
        engine.dao(WebhookDeliveryDao.class).find(second.deliveryId()).orElseThrow();
    assertThat(stored.truncated()).isTrue();
    assertThat(stored.bodySize()).isNull();
    assertThat(stored.receivedAt()).isEqualTo(engine.clock().instant());
  }

  @Test
  void stores_none_of_a_group_in_which_one_cannot_be_stored() {
    WebhookToken token = preparedToken();
    WebhookStore.Incoming stored = webhooks.encrypt(token, BODY, null, false, false);
    webhooks.store(List.of(stored));
    WebhookStore.Incoming another = webhooks.encrypt(token, BODY, null, false, false);

    assertThatThrownBy(() -> webhooks.store(List.of(another, stored)))
        .hasCauseInstanceOf(SQLException.class);

    assertThat(DATABASE.count("webhook_delivery")).isEqualTo(1);
  }

  @Test
  void an_unknown_token_finds_no_attempt() {
    preparedToken();

    assertThat(webhooks.find(new WebhookToken("guessed"))).isEmpty();
  }

  @Test
  void of_a_large_body_with_an_unknown_token_the_beginning_is_kept() {
    webhooks.quarantine("192.0.2.7", new byte[WebhookStore.KEPT_BYTES + 1], true);
    webhooks.quarantine("192.0.2.7", BODY, false);
    webhooks.quarantine("192.0.2.7", BODY, true);

    assertThat(
            DATABASE.texts("select body_size || ' ' || truncated from webhook_delivery order by 1"))
        .containsExactlyInAnyOrder(
            WebhookStore.KEPT_BYTES + " true", BODY.length + " true", BODY.length + " false");
  }

  @Test
  void each_sender_has_a_quarantine_limit_of_its_own() {
    fillQuarantine("192.0.2.7");

    assertThat(webhooks.quarantine("192.0.2.7", BODY, true)).isFalse();
    assertThat(webhooks.quarantine("192.0.2.8", BODY, true)).isTrue();
    assertThat(DATABASE.count("webhook_delivery")).isEqualTo(TestEngine.QUARANTINE_PER_SENDER + 1);
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
    assertThat(webhooks.quarantine("192.0.2.7", BODY, true)).isFalse();
    engine.clock().advance(Duration.ofMillis(1));
    assertThat(webhooks.quarantine("192.0.2.7", BODY, true)).isTrue();
  }

  private boolean quarantinedOf(String source, int total) {
    Instant now = engine.clock().instant();
    return engine
        .dao(WebhookDeliveryDao.class)
        .quarantine(
            new WebhookDeliveryId(UUID.randomUUID()),
            StoredJson.sha256(source),
            BODY,
            new byte[] {1},
            BODY.length,
            false,
            now,
            now.minus(Duration.ofDays(1)),
            TestEngine.QUARANTINE_PER_SENDER,
            total);
  }

  private void fillQuarantine(String source) {
    for (int number = 0; number < TestEngine.QUARANTINE_PER_SENDER; number++) {
      assertThat(webhooks.quarantine(source, BODY, true)).isTrue();
    }
  }

  private WebhookToken preparedToken() {
    return engine.startAttempt(
        MeetingId.sentBy(engine.accept(TestOrders.approvable()).get(0)), 1, 5101);
  }
}
