package org.patientjourney.app.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.patientjourney.app.intake.StoreOrder.Field;
import org.patientjourney.app.intake.StoreOrder.Line;
import org.patientjourney.app.intake.StoreOrder.Standing;
import org.patientjourney.app.intake.StoreOrder.StoreAddress;

/** Reads orders as WooCommerce's REST API v3 describes them. */
final class WooCommerce {
  /** WooCommerce Subscriptions, {@code wcs_create_renewal_order}: holds the subscription's id. */
  private static final String RENEWAL = "_subscription_renewal";

  private WooCommerce() {}

  /** Empty without id, products or time of change. */
  static Optional<StoreOrder> order(JsonNode order) {
    long id = StoreJson.id(order.path("id"));
    Optional<Instant> changedAt = instant(order.path("date_modified_gmt").asText());
    return id == 0 || !order.path("line_items").isArray()
        ? Optional.empty()
        : changedAt.map(at -> order(id, at, order));
  }

  private static StoreOrder order(long id, Instant changedAt, JsonNode order) {
    List<Field> fields = StoreJson.fields(order.path("meta_data"), "key", "value").toList();
    return new StoreOrder(
        id,
        changedAt,
        standing(order),
        StoreJson.text(order.path("number")),
        StoreJson.id(order.path("customer_id")),
        false,
        fields.stream().anyMatch(field -> field.name().equals(RENEWAL)),
        address(order.path("billing")),
        address(order.path("shipping")),
        fields,
        lines(order.path("line_items")));
  }

  private static Standing standing(JsonNode order) {
    return switch (order.path("status").asText()) {
      case "pending", "on-hold", "failed", "checkout-draft", "auto-draft" -> Standing.UNPAID;
      case "processing", "completed" ->
          order.path("refunds").isEmpty() ? Standing.PAID : Standing.PARTLY_REFUNDED;
      case "refunded" -> Standing.REFUNDED;
      case "cancelled" -> Standing.CANCELLED;
      case "trash" -> Standing.DELETED;
      default -> Standing.OTHER;
    };
  }

  private static List<Line> lines(JsonNode list) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      JsonNode line = list.path(i);
      // An amount that cannot be read is an amount: only what was taken out is left out.
      if (!line.path("quantity").isNumber() || line.path("quantity").doubleValue() > 0) {
        lines.add(
            new Line(
                i,
                Stream.of("variation_id", "product_id")
                    .map(name -> StoreJson.id(line.path(name)))
                    .filter(product -> product > 0)
                    .toList(),
                StoreJson.text(line.path("sku")),
                StoreJson.fields(line.path("meta_data"), "key", "value").toList()));
      }
    }
    return lines;
  }

  private static StoreAddress address(JsonNode address) {
    return new StoreAddress(
        StoreJson.text(address.path("first_name")),
        StoreJson.text(address.path("last_name")),
        StoreJson.text(address.path("email")),
        StoreJson.text(address.path("phone")),
        StoreJson.text(address.path("address_1")),
        StoreJson.text(address.path("address_2")),
        StoreJson.text(address.path("city")),
        StoreJson.text(address.path("state")),
        StoreJson.text(address.path("postcode")),
        StoreJson.text(address.path("country")));
  }

  /** Without a zone: the field's name says which. */
  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }
}
