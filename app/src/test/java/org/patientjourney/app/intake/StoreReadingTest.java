package org.patientjourney.app.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.intake.StoreDelivery;
import org.patientjourney.activities.intake.StorePlatform;
import org.patientjourney.app.JsonEdit;
import org.patientjourney.workflows.order.ClinicId;

/** Topic, platform and body of a delivery say what it is. */
class StoreReadingTest {
  private static final Instant RECEIVED = Instant.parse("2026-11-20T12:16:05Z");

  @Test
  void the_time_of_change_is_the_stores() {
    StoreReading woo = read(StorePlatform.WOOCOMMERCE, TestStores.wooCommerceOrder());
    assertThat(woo.order()).isNotNull();
    assertThat(woo.order().changedAt()).isEqualTo("2026-11-20T12:16:02Z");
    StoreReading shopify = read(StorePlatform.SHOPIFY, TestStores.shopifyOrder());
    assertThat(shopify.order()).isNotNull();
    assertThat(shopify.order().changedAt()).isEqualTo("2026-11-20T12:16:02Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-21T12:16:06",
        "9999-12-31T00:00:00",
        "+999999999-12-31T00:00:00",
        "1999-12-31T00:00:00",
        "2026-11-20",
        "2026-11-20T12:16:02Z",
        ""
      })
  void a_time_that_would_outdate_all_others_or_is_none_makes_no_order(String changedAt) {
    ObjectNode order =
        JsonEdit.with(TestStores.wooCommerceOrder(), "/date_modified_gmt", changedAt);
    StoreReading reading = read(StorePlatform.WOOCOMMERCE, order);
    assertThat(reading.isOfOrder()).isTrue();
    assertThat(reading.order()).isNull();
    assertThat(reading.problems()).hasSize(1);
  }

  @Test
  void a_clock_that_is_a_little_ahead_is_taken() {
    ObjectNode order =
        JsonEdit.with(TestStores.wooCommerceOrder(), "/date_modified_gmt", "2026-11-21T12:00:00");
    assertThat(read(StorePlatform.WOOCOMMERCE, order).order()).isNotNull();
  }

  @Test
  void a_body_without_products_is_no_order() {
    ObjectNode order = JsonEdit.without(TestStores.shopifyOrder(), "/line_items");
    assertThat(read(StorePlatform.SHOPIFY, order).problems()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"order.deleted", "orders/delete"})
  void a_deletion_is_a_cancellation_of_the_moment_of_its_receipt(String topic) {
    StoreReading reading =
        StoreReading.of(
            delivery(StorePlatform.WOOCOMMERCE, topic), "{\"id\":1234}".getBytes(UTF_8));
    assertThat(reading.order())
        .isEqualTo(StoreOrder.deleted(1234, RECEIVED))
        .matches(order -> order.standing().isCancelled());
    assertThat(
            StoreReading.of(delivery(StorePlatform.WOOCOMMERCE, topic), "{}".getBytes(UTF_8))
                .problems())
        .hasSize(1);
  }

  private static StoreReading read(StorePlatform platform, ObjectNode order) {
    String topic = platform == StorePlatform.SHOPIFY ? "orders/updated" : "order.updated";
    return StoreReading.of(delivery(platform, topic), order.toString().getBytes(UTF_8));
  }

  private static StoreDelivery delivery(StorePlatform platform, String topic) {
    return new StoreDelivery(
        1, new ClinicId("juniper"), platform, topic, null, RECEIVED, null, null, null, null, 0);
  }
}
