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

  private List<StoreDelivery> claim() {
    Instant now = engine.clock().instant();
    return dao.claimDue(now, now.plus(LEASE), 9);
  }
}
