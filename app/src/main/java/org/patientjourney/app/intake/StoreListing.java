package org.patientjourney.app.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.intake.StoreApiClient;
import org.patientjourney.activities.intake.StoreApiClient.Credentials;
import org.patientjourney.activities.intake.StoreApiClient.Failed;
import org.patientjourney.activities.intake.StoreApiClient.Page;
import org.patientjourney.activities.intake.StorePlatform;
import org.patientjourney.activities.qualiphy.wire.StrictJson;
import org.patientjourney.app.configuration.StoreConfiguration.StoreApi;

/** The orders of a store that were changed within a time, page by page as its API lists them. */
record StoreListing(StoreApiClient client, StorePlatform platform, StoreApi api) {
  /** The most of WooCommerce; Shopify allows more. */
  private static final int PER_PAGE = 100;

  /** A list that does not end is not read for ever. */
  private static final int MOST_PAGES = 100;

  /** Shopify supports a version for a year, and then answers as the oldest that it supports. */
  private static final String SHOPIFY_VERSION = "2026-07";

  /** RFC 8288; Shopify writes it with and without quotes. */
  private static final Pattern NEXT = Pattern.compile("<([^<>]*)>\\s*;\\s*rel=\"?next\"?");

  private static final DateTimeFormatter WITHOUT_ZONE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * Reads each order once.
   *
   * @param from in whole seconds
   * @param until exclusive
   * @return false when orders may be missing, because the list changed while it was read
   */
  boolean read(Instant from, Instant until, Consumer<JsonNode> each) throws Failed {
    Set<JsonNode> read = new HashSet<>();
    long listed = 0;
    URI next = first(from, until);
    for (int number = 1; number <= MOST_PAGES; number++) {
      Page page = client.get(next, credentials());
      listed = Math.max(listed, number(page.total()));
      JsonNode orders = orders(page);
      for (JsonNode order : orders) {
        if (read.add(order.path("id"))) {
          each.accept(order);
        }
      }
      URI following = following(page, orders, next, number);
      if (following == null) {
        // An order that leaves the list moves another one to a page that is read already.
        return read.size() >= listed;
      }
      next = following;
    }
    throw new Failed("more than " + MOST_PAGES * PER_PAGE + " orders");
  }

  private URI first(Instant from, Instant until) {
    String query =
        switch (platform) {
          // Both bounds are exclusive. With a zone, or without dates_are_gmt, they would be turned
          // into the store's own time (WordPress, WP_Date_Query).
          case WOOCOMMERCE ->
              "/wp-json/wc/v3/orders?orderby=id&order=asc&dates_are_gmt=true&modified_after="
                  + WITHOUT_ZONE.format(from.minusSeconds(1))
                  + "&modified_before="
                  + WITHOUT_ZONE.format(until)
                  + "&per_page="
                  + PER_PAGE
                  + "&page=1";
          // Both bounds are inclusive. Without a status only open orders are listed.
          case SHOPIFY ->
              "/admin/api/"
                  + SHOPIFY_VERSION
                  + "/orders.json?status=any&updated_at_min="
                  + from
                  + "&updated_at_max="
                  + until.minusSeconds(1)
                  + "&limit="
                  + PER_PAGE;
        };
    return URI.create(api.url().toString().replaceFirst("/+$", "") + query);
  }

  private @Nullable URI following(Page page, JsonNode orders, URI current, int number)
      throws Failed {
    return switch (platform) {
      case WOOCOMMERCE ->
          orders.isEmpty()
              ? null
              : URI.create(
                  current.toString().replaceFirst("&page=[0-9]+$", "&page=" + (number + 1)));
      case SHOPIFY -> linked(page.link());
    };
  }

  /** The credentials go to no other server than the configured one. */
  private @Nullable URI linked(@Nullable String link) throws Failed {
    Matcher next = NEXT.matcher(link == null ? "" : link);
    if (!next.find()) {
      return null;
    }
    String origin = api.url().resolve("/").toString();
    if (!next.group(1).startsWith(origin)) {
      throw new Failed("a link to the next page that leads to another server");
    }
    try {
      return URI.create(next.group(1));
    } catch (IllegalArgumentException notAnAddress) {
      throw new Failed("a link to the next page that is no address");
    }
  }

  private Credentials credentials() {
    return switch (platform) {
      case WOOCOMMERCE ->
          new Credentials(
              "Authorization",
              "Basic "
                  + Base64.getEncoder()
                      .encodeToString((api.key() + ":" + api.secret()).getBytes(UTF_8)));
      case SHOPIFY -> new Credentials("X-Shopify-Access-Token", api.secret());
    };
  }

  private JsonNode orders(Page page) throws Failed {
    JsonNode body;
    try {
      body = StrictJson.parse(page.body());
    } catch (StrictJson.Refused notJson) {
      throw new Failed("a page that is not one JSON value");
    }
    JsonNode orders = platform == StorePlatform.SHOPIFY ? body.path("orders") : body;
    if (!orders.isArray()) {
      throw new Failed("a page without a list of orders");
    }
    return orders;
  }

  private static long number(@Nullable String total) {
    return total != null && total.matches("[0-9]{1,9}") ? Long.parseLong(total) : 0;
  }
}
