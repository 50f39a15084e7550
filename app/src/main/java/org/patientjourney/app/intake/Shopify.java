package org.patientjourney.app.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.patientjourney.app.intake.StoreOrder.Line;
import org.patientjourney.app.intake.StoreOrder.Standing;
import org.patientjourney.app.intake.StoreOrder.StoreAddress;

/** Reads orders as Shopify's webhooks and REST Admin API describe them. */
final class Shopify {
  private Shopify() {}

  /** Empty without id, products or time of change. */
  static Optional<StoreOrder> order(JsonNode order) {
    long id = StoreJson.id(order.path("id"));
    Optional<Instant> changedAt = instant(order.path("updated_at").asText());
    return id == 0 || !order.path("line_items").isArray()
        ? Optional.empty()
        : changedAt.map(at -> order(id, at, order));
  }

  private static StoreOrder order(long id, Instant changedAt, JsonNode order) {
    JsonNode customer = order.path("customer");
    return new StoreOrder(
        id,
        changedAt,
        standing(order),
        StoreJson.text(order.path("name")),
        StoreJson.id(customer.path("id")),
        order.path("test").asBoolean(),
        false,
        address(order.path("billing_address"), order, customer),
        address(order.path("shipping_address"), order, customer),
        StoreJson.fields(order.path("note_attributes"), "name", "value").toList(),
        lines(order.path("line_items")));
  }

  private static Standing standing(JsonNode order) {
    if (StoreJson.text(order.path("cancelled_at")) != null) {
      return Standing.CANCELLED;
    }
    return switch (order.path("financial_status").asText()) {
      case "pending", "authorized", "partially_paid", "expired", "unpaid" -> Standing.UNPAID;
      case "paid" -> Standing.PAID;
      case "partially_refunded" -> Standing.PARTLY_REFUNDED;
      case "refunded" -> Standing.REFUNDED;
      case "voided" -> Standing.CANCELLED;
      default -> Standing.OTHER;
    };
  }

  private static List<Line> lines(JsonNode list) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      JsonNode line = list.path(i);
      JsonNode left = line.path(line.has("current_quantity") ? "current_quantity" : "quantity");
      // An amount that cannot be read is an amount: only what was taken out is left out.
      if (!left.isNumber() || left.doubleValue() > 0) {
        lines.add(
            new Line(
                i,
                Stream.of("variant_id", "product_id")
                    .map(name -> StoreJson.id(line.path(name)))
                    .filter(product -> product > 0)
                    .toList(),
                StoreJson.text(line.path("sku")),
                StoreJson.fields(line.path("properties"), "name", "value").toList()));
      }
    }
    return lines;
  }

  /** E-mail and telephone number may stand at the order or at the customer alone. */
  private static StoreAddress address(JsonNode address, JsonNode order, JsonNode customer) {
    return new StoreAddress(
        StoreJson.firstOf(
            StoreJson.text(address.path("first_name")),
            StoreJson.text(customer.path("first_name"))),
        StoreJson.firstOf(
            StoreJson.text(address.path("last_name")), StoreJson.text(customer.path("last_name"))),
        StoreJson.firstOf(
            StoreJson.text(order.path("email")),
            StoreJson.text(order.path("contact_email")),
            StoreJson.text(customer.path("email"))),
        StoreJson.firstOf(
            StoreJson.text(address.path("phone")),
            StoreJson.text(order.path("phone")),
            StoreJson.text(customer.path("phone"))),
        StoreJson.text(address.path("address1")),
        StoreJson.text(address.path("address2")),
        StoreJson.text(address.path("city")),
        StoreJson.text(address.path("province_code")),
        StoreJson.text(address.path("zip")),
        StoreJson.text(address.path("country_code")));
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }
}
