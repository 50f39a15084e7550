package org.patientjourney.app.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.intake.StoreDelivery;
import org.patientjourney.activities.intake.StorePlatform;
import org.patientjourney.app.problem.FieldProblem;

/**
 * What a delivery says.
 *
 * @param isOfOrder whether its topic is one of orders
 * @param order null when it cannot be read
 * @param problem why not
 */
record StoreReading(boolean isOfOrder, @Nullable StoreOrder order, @Nullable FieldProblem problem) {
  /** A store's clock may be wrong; one that is further ahead would outdate all that comes after. */
  private static final Duration CLOCK_AHEAD = Duration.ofDays(1);

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  /** Stands for the topic of an order that the store's API has listed. */
  static final String RECONCILED = "reconciled";

  /** Each has a whole order as its body; others may look like one and are none. */
  private static final Set<String> OF_ORDERS =
      Set.of(
          RECONCILED,
          "order.created",
          "order.updated",
          "order.restored",
          "orders/create",
          "orders/updated",
          "orders/paid",
          "orders/cancelled",
          "orders/fulfilled",
          "orders/partially_fulfilled");

  static StoreReading of(StoreDelivery delivery, byte[] body) {
    String topic = delivery.topic() == null ? "" : delivery.topic();
    if (!OF_ORDERS.contains(topic) && !StorePlatform.isDeletion(topic)) {
      return new StoreReading(false, null, null);
    }
    Optional<JsonNode> json = StoreJson.read(body);
    if (json.isEmpty()) {
      return unreadable("", "a JSON object, each field once", "something else");
    }
    if (StorePlatform.isDeletion(topic)) {
      long id = StoreJson.id(json.get().path("id"));
      return id == 0
          ? unreadable("/id", "the number of an order", "none")
          : new StoreReading(true, StoreOrder.deleted(id, delivery.receivedAt()), null);
    }
    return order(delivery.platform(), json.get())
        .filter(read -> read.changedAt().isAfter(EARLIEST))
        .filter(read -> read.changedAt().isBefore(delivery.receivedAt().plus(CLOCK_AHEAD)))
        .map(read -> new StoreReading(true, read, null))
        .orElseGet(
            () ->
                unreadable(
                    "",
                    "an order with id, line_items and " + changedAt(delivery.platform()),
                    "another object"));
  }

  /** Empty without id, products or time of change. */
  static Optional<StoreOrder> order(StorePlatform platform, JsonNode body) {
    return switch (platform) {
      case WOOCOMMERCE -> WooCommerce.order(body);
      case SHOPIFY -> Shopify.order(body);
    };
  }

  private static String changedAt(StorePlatform platform) {
    return switch (platform) {
      case WOOCOMMERCE -> "date_modified_gmt";
      case SHOPIFY -> "updated_at";
    };
  }

  private static StoreReading unreadable(String pointer, String expected, String found) {
    return new StoreReading(true, null, new FieldProblem(pointer, expected, found));
  }

  List<FieldProblem> problems() {
    return problem == null ? List.of() : List.of(problem);
  }
}
