package org.patientjourney.app.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.intake.StoreApiClient;
import org.patientjourney.activities.intake.StorePlatform;
import org.patientjourney.app.configuration.StoreConfiguration.StoreApi;

/** What the APIs of stores are asked, page after page. */
class StoreListingTest {
  private static final Instant FROM = Instant.parse("2026-11-20T07:00:00Z");
  private static final Instant UNTIL = Instant.parse("2026-11-21T07:00:00Z");

  /** One answer of the store. */
  private record Prepared(String body, @Nullable String link, @Nullable String total) {}

  private final StoreApiClient client = new StoreApiClient(false);
  private final List<Prepared> prepared = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private final List<Long> read = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  @Test
  void woocommerce_is_asked_in_gmt_until_a_page_is_empty() throws Exception {
    wooCommerce("[{\"id\":1},{\"id\":2}]", "3");
    wooCommerce("[{\"id\":3}]", "3");
    wooCommerce("[]", "3");
    assertThat(read(StorePlatform.WOOCOMMERCE, "/shop/")).isTrue();
    assertThat(read).containsExactly(1L, 2L, 3L);
    assertThat(requests)
        .containsExactly(
            "/shop/wp-json/wc/v3/orders?orderby=id&order=asc&dates_are_gmt=true&modified_after=2026-11-20T06:59:59"
                + "&modified_before=2026-11-21T07:00:00&per_page=100&page=1",
            requests.get(0).replace("&page=1", "&page=2"),
            requests.get(0).replace("&page=1", "&page=3"));
    assertThat(keys).containsOnly("Basic Y2tfdGVzdDpzZWNyZXQtb2YtYS10ZXN0");
  }

  @Test
  void a_list_of_woocommerce_that_shrinks_while_it_is_read_is_not_complete() throws Exception {
    wooCommerce("[{\"id\":1},{\"id\":2}]", "4");
    wooCommerce("[{\"id\":4}]", "3");
    wooCommerce("[]", "3");
    assertThat(read(StorePlatform.WOOCOMMERCE, "")).isFalse();
    assertThat(read).containsExactly(1L, 2L, 4L);
  }

  @Test
  void an_order_that_moves_to_the_next_page_is_read_once() throws Exception {
    wooCommerce("[{\"id\":1},{\"id\":2}]", null);
    wooCommerce("[{\"id\":2},{\"id\":3}]", null);
    wooCommerce("[]", null);
    assertThat(read(StorePlatform.WOOCOMMERCE, "")).isTrue();
    assertThat(read).containsExactly(1L, 2L, 3L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rel=\"next\"", "rel=next"})
  void shopify_is_asked_by_the_link_to_the_next_page(String rel) throws Exception {
    String next =
        "<" + origin() + "/admin/api/2026-07/orders.json?page_info=abc&limit=100>; " + rel;
    shopify("[{\"id\":820982911946154508}]", next);
    shopify("[{\"id\":2}]", next.replace("abc", "zzz").replace("next", "previous"));
    assertThat(read(StorePlatform.SHOPIFY, "")).isTrue();
    assertThat(read).containsExactly(820982911946154508L, 2L);
    assertThat(requests)
        .containsExactly(
            "/admin/api/2026-07/orders.json?status=any&updated_at_min=2026-11-20T07:00:00Z"
                + "&updated_at_max=2026-11-21T06:59:59Z&limit=100",
            "/admin/api/2026-07/orders.json?page_info=abc&limit=100");
    assertThat(keys).containsOnly("secret-of-a-test");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost.example.org/x",
        "https://localhost/x",
        "//example.org/x",
        "http://localhost:1/x",
        "http://x@localhost/x",
        ""
      })
  void a_link_to_another_server_is_not_followed(String link) {
    shopify("[]", "<" + link + ">; rel=\"next\"");
    assertThatThrownBy(() -> read(StorePlatform.SHOPIFY, ""))
        .hasMessage("a link to the next page that leads to another server");
    assertThat(requests).hasSize(1);
  }

  @Test
  void a_list_without_an_end_is_not_read_for_ever() {
    for (int page = 0; page < 101; page++) {
      wooCommerce("[{\"id\":" + page + "}]", null);
    }
    assertThatThrownBy(() -> read(StorePlatform.WOOCOMMERCE, ""))
        .hasMessage("more than 10000 orders");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "{\"code\":\"rest_no_route\"}", "{\"orders\":7}", "7"})
  void an_answer_without_orders_is_no_empty_list(String body) {
    for (StorePlatform platform : StorePlatform.values()) {
      prepared.add(0, new Prepared(body, null, null));
      assertThatThrownBy(() -> read(platform, ""))
          .isInstanceOf(StoreApiClient.Failed.class)
          .hasMessageStartingWith("a page ");
    }
  }

  private void wooCommerce(String body, @Nullable String total) {
    prepared.add(new Prepared(body, null, total));
  }

  private void shopify(String orders, String link) {
    prepared.add(new Prepared("{\"orders\":" + orders + "}", link, null));
  }

  private boolean read(StorePlatform platform, String path) throws StoreApiClient.Failed {
    StoreApi api = new StoreApi(URI.create(origin() + path), "ck_test", "secret-of-a-test");
    return new StoreListing(client, platform, api)
        .read(FROM, UNTIL, order -> read.add(order.path("id").longValue()));
  }

  private String origin() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestURI().toString());
    String basic = exchange.getRequestHeaders().getFirst("Authorization");
    keys.add(
        basic == null ? exchange.getRequestHeaders().getFirst("X-Shopify-Access-Token") : basic);
    Prepared answer = prepared.remove(0);
    if (answer.link() != null) {
      exchange.getResponseHeaders().add("Link", answer.link());
    }
    if (answer.total() != null) {
      exchange.getResponseHeaders().add("X-WP-Total", answer.total());
    }
    byte[] body = answer.body().getBytes(UTF_8);
    exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
