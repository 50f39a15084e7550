package org.patientjourney.activities.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.workflows.order.ClinicId;

class StoreDeliveryDaoTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final Duration LEASE = Duration.ofMinutes(2);

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final StoreDeliveryDao dao = engine.dao(StoreDeliveryDao.class);

  @Test
  void an_expired_claim_does_not_back_off_for_the_next_claim() {
    new StoreDeliveries(engine.jdbi(), engine.encryption(), engine.clock())
        .store(
            new ClinicId("juniper"),
            StorePlatform.SHOPIFY,
            "orders/paid",
            null,
            "{}".getBytes(UTF_8));
    engine.clock().advance(LEASE);
    StoreDelivery slow = claim().get(0);
    engine.clock().advance(LEASE);
    StoreDelivery next = claim().get(0);

    dao.backOff(slow.id(), slow.attempts(), engine.clock().instant());
    assertThat(claim()).isEmpty();

    dao.backOff(next.id(), next.attempts(), engine.clock().instant());
    assertThat(claim()).hasSize(1);
  }

  /** Its body has no time: deleted, restored and deleted again it is the same. */
  @Test
  void a_second_deletion_of_an_order_is_stored_and_a_repeat_of_the_first_is_not() {
    assertThat(store("order.deleted", "d-1").isNew()).isTrue();
    assertThat(store("order.deleted", "d-1").isNew()).isFalse();
    assertThat(store("order.deleted", "d-2").isNew()).isTrue();
    assertThat(store("order.updated", "d-3").isNew()).isTrue();
    assertThat(store("order.updated", "d-4").isNew()).as("the same content").isFalse();
  }

  private StoreDeliveries.Stored store(String topic, String deliveryId) {
    return new StoreDeliveries(engine.jdbi(), engine.encryption(), engine.clock())
        .store(
            new ClinicId("juniper"),
            StorePlatform.WOOCOMMERCE,
            topic,
            deliveryId,
            "{\"id\":1234}".getBytes(UTF_8));
  }

  private List<StoreDelivery> claim() {
    Instant now = engine.clock().instant();
    return dao.claimDue(now, now.plus(LEASE), 9);
  }
}
