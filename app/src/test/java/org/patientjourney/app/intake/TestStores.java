package org.patientjourney.app.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.intake.StorePlatform;
import org.patientjourney.app.configuration.StoreConfiguration;
import org.patientjourney.app.configuration.StoreConfiguration.ProductConfiguration;
import org.patientjourney.app.configuration.StoreConfiguration.StorePharmacy;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.PharmacyRoute.Route;

/** Orders of invented stores, as the platforms spell them, and the configuration of the stores. */
final class TestStores {
  static final StoreConfiguration WOOCOMMERCE =
      new StoreConfiguration(
          StorePlatform.WOOCOMMERCE,
          List.of("secret-of-a-store"),
          List.of(
              product(null, "TOX-CHECK", 5101, null),
              product(312L, null, 5102, null),
              new ProductConfiguration(77L, null, null, true, null, null)),
          "_date_of_birth",
          "MM/dd/yyyy",
          null);

  static final StoreConfiguration SHOPIFY =
      new StoreConfiguration(
          StorePlatform.SHOPIFY,
          List.of("secret-of-a-store"),
          List.of(
              new ProductConfiguration(
                  null,
                  "TIRZ-1M",
                  new ExamId(5204),
                  null,
                  new StorePharmacy(Route.PARTNER, 31, 884),
                  Map.of("allergies", 3)),
              product(788032119674292922L, null, 5101, null)),
          "date_of_birth",
          null,
          null);

  private TestStores() {}

  private static ProductConfiguration product(
      @Nullable Long id, @Nullable String sku, int exam, @Nullable StorePharmacy pharmacy) {
    return new ProductConfiguration(id, sku, new ExamId(exam), null, pharmacy, null);
  }

  static ObjectNode wooCommerceOrder() {
    return file("woocommerce-order.json");
  }

  static ObjectNode shopifyOrder() {
    return file("shopify-order.json");
  }

  static StoreOrder wooCommerce(ObjectNode order) {
    return WooCommerce.order(order).orElseThrow();
  }

  static StoreOrder shopify(ObjectNode order) {
    return Shopify.order(order).orElseThrow();
  }

  private static ObjectNode file(String name) {
    try (InputStream stream = TestStores.class.getResourceAsStream("/stores/" + name)) {
      JsonNode order = StoreJson.read(Objects.requireNonNull(stream).readAllBytes()).orElseThrow();
      return (ObjectNode) order;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
