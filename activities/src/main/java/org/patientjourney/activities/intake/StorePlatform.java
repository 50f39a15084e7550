package org.patientjourney.activities.intake;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.OrderId;

/** The software of a clinic's store. */
public enum StorePlatform {
  WOOCOMMERCE("woo"),
  SHOPIFY("shopify");

  private static final Set<String> DELETIONS = Set.of("order.deleted", "orders/delete");

  private final String prefix;

  StorePlatform(String prefix) {
    this.prefix = prefix;
  }

  /** Whether a topic tells that an order was deleted: such a body is the order's id alone. */
  public static boolean isDeletion(@Nullable String topic) {
    return topic != null && DELETIONS.contains(topic);
  }

  /** Our id of one of its orders. */
  public OrderId orderId(long storeOrder) {
    return new OrderId(prefix + "-" + storeOrder);
  }

  /** Our id of a patient: the store's customer, else a guest of this order alone. */
  public String patientId(long storeOrder, long customer) {
    return customer > 0 ? prefix + "-customer-" + customer : prefix + "-guest-" + storeOrder;
  }

  /** Names a clinic's store in alarms, and as the actor of commands. */
  public String storeOf(ClinicId clinic) {
    return clinic + "/" + name().toLowerCase(Locale.ROOT);
  }
}
