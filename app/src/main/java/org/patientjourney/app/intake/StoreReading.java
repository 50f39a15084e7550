package org.patientjourney.app.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.intake.StoreDelivery;
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

  /** Each has a whole order as its body; others may look like one and are none. */
  private static final Set<String> OF_ORDERS =
      Set.of(
          "order.created",
          "order.updated",
          "order.restored",
          "orders/create",
          "orders/updated",
          "orders/paid",
          "orders/cancelled",
          "orders/fulfilled",
          "orders/partially_fulfilled");

  private static final Set<String> OF_DELETIONS = Set.of("order.deleted", "orders/delete");

  static StoreReading of(StoreDelivery delivery, byte[] body) {
    String topic = delivery.topic() == null ? "" : delivery.topic();
    if (!OF_ORDERS.contains(topic) && !OF_DELETIONS.contains(topic)) {
      return new StoreReading(false, null, null);
    }
    Optional<JsonNode> json = StoreJson.read(body);
    if (json.isEmpty()) {
      return unreadable("", "a JSON object, each field once", "something else");
    }
    if (OF_DELETIONS.contains(topic)) {
      long id = StoreJson.id(json.get().path("id"));
      return id == 0
          ? unreadable("/id", "the number of an order", "none")
          : new StoreReading(true, StoreOrder.deleted(id, delivery.receivedAt()), null);
    }
    return switch (delivery.platform()) {
      case WOOCOMMERCE ->
          of(WooCommerce.order(json.get()), "date_modified_gmt", delivery.receivedAt());
      case SHOPIFY -> of(Shopify.order(json.get()), "updated_at", delivery.receivedAt());
    };
  }

  private static StoreReading of(Optional<StoreOrder> order, String changedAt, Instant receivedAt) {
    return order
        .filter(read -> read.changedAt().isAfter(EARLIEST))
        .filter(read -> read.changedAt().isBefore(receivedAt.plus(CLOCK_AHEAD)))
        .map(read -> new StoreReading(true, read, null))
        .orElseGet(
            () ->
                unreadable("", "an order with id, line_items and " + changedAt, "another object"));
  }

  private static StoreReading unreadable(String pointer, String expected, String found) {
    return new StoreReading(true, null, new FieldProblem(pointer, expected, found));
  }

  List<FieldProblem> problems() {
    return problem == null ? List.of() : List.of(problem);
  }
}
