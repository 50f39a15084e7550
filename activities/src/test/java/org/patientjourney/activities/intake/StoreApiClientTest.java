package org.patientjourney.activities.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.intake.StoreApiClient.Credentials;
import org.patientjourney.activities.intake.StoreApiClient.Page;
import org.patientjourney.activities.internet.PublicNames;

/** A store's API that is busy, slow, redirects, or sends too much. */
class StoreApiClientTest {
  private static final Credentials TOKEN = new Credentials("X-Token", "shpat_of-a-test");

  private final List<Duration> pauses = new ArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private StoreApiClient client = client(Duration.ofMinutes(1));
  private HttpServer server;
  private final AtomicInteger busyTimes = new AtomicInteger();
  private volatile int status = 429;
  private volatile String retryAfter = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    closing.countDown();
    client.close();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void a_page_comes_with_the_headers_that_tell_of_the_next() throws Exception {
    Page page = client.get(at("/orders?page=1"), TOKEN);
    assertThat(new String(page.body(), UTF_8)).isEqualTo("[]");
    assertThat(page.link()).isEqualTo("<https://x/>; rel=\"next\"");
    assertThat(page.total()).isEqualTo("7");
    assertThat(tokens).containsExactly(TOKEN.value());
    assertThat(page + " " + TOKEN).doesNotContain("[]", "shpat");
  }

  @ParameterizedTest
  @CsvSource({"429, 2.0, 2000", "429, 7, 7000", "503, 0.5, 500", "500, 1, 1000"})
  void a_busy_store_is_asked_again_after_the_pause_that_it_wants(
      int busy, String wanted, long millis) throws Exception {
    busyTimes.set(2);
    status = busy;
    retryAfter = wanted;
    assertThat(client.get(at("/"), TOKEN).body()).hasSize(2);
    assertThat(pauses).containsOnly(Duration.ofMillis(millis)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "Mon, 30 Nov 2026 10:00:00 GMT"})
  void a_busy_store_that_names_no_pause_is_asked_later_and_later(String unclear) throws Exception {
    busyTimes.set(2);
    retryAfter = unclear;
    assertThat(client.get(at("/"), TOKEN).body()).hasSize(2);
    assertThat(pauses).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(4));
  }

  @Test
  void a_store_that_stays_busy_is_asked_five_times() throws Exception {
    busyTimes.set(100);
    refused("/", "status 429");
    assertThat(tokens).hasSize(5);
    assertThat(pauses).hasSize(4);
    busyTimes.set(0);
    assertThat(client.get(at("/"), TOKEN).body()).as("on a new connection").hasSize(2);
  }

  @Test
  void a_pause_of_more_than_a_minute_is_not_waited_for() {
    busyTimes.set(1);
    retryAfter = "61";
    refused("/", "the wish for a pause of more than 60 s");
    assertThat(pauses).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 301, 302, 307, 401, 403, 404})
  void any_other_answer_is_no_page_and_is_not_asked_for_again(int other) {
    busyTimes.set(1);
    status = other;
    refused("/", "status " + other);
    assertThat(tokens).as("no redirect is followed").hasSize(1);
  }

  @Test
  void a_page_is_bounded() {
    refused("/large", "a page of more than 16777216 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/hang", "/drip"})
  void an_answer_has_its_time(String path) {
    client.close();
    client = client(Duration.ofMillis(800));
    refused(path, "no answer in time");
  }

  @Test
  void a_server_that_is_not_there_is_no_page() {
    server.stop(0);
    refused("/", "no connection");
  }

  @Test
  void an_address_outside_of_the_internet_is_refused() {
    StoreApiClient ofLive = new StoreApiClient(true);
    assertThatThrownBy(() -> ofLive.get(at("/"), TOKEN))
        .hasMessage("an address outside of the public internet");
    ofLive.close();
    assertThat(tokens).isEmpty();
  }

  private StoreApiClient client(Duration answer) {
    return new StoreApiClient(PublicNames.OF_INTERNET.names(), answer, pauses::add);
  }

  private void refused(String path, String found) {
    assertThatThrownBy(() -> client.get(at(path), TOKEN))
        .isInstanceOf(StoreApiClient.Failed.class)
        .hasMessage(found);
  }

  private URI at(String path) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + path);
  }

  private void answer(HttpExchange exchange) throws IOException {
    tokens.add(exchange.getRequestHeaders().getFirst(TOKEN.header()));
    switch (exchange.getRequestURI().getPath()) {
      case "/hang" -> isClosingAfter(Duration.ofMinutes(1));
      case "/drip" -> drip(exchange);
      case "/large" -> {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(new byte[StoreApiClient.LARGEST + 1]);
      }
      default -> page(exchange);
    }
    exchange.close();
  }

  private void page(HttpExchange exchange) throws IOException {
    if (busyTimes.getAndDecrement() > 0) {
      exchange.getResponseHeaders().add("Retry-After", retryAfter);
      exchange.getResponseHeaders().add("Location", at("/elsewhere").toString());
      byte[] body = new byte[status == 204 ? 0 : 100_000];
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
      return;
    }
    exchange.getResponseHeaders().add("Link", "<https://x/>; rel=\"next\"");
    exchange.getResponseHeaders().add("X-WP-Total", "7");
    exchange.sendResponseHeaders(200, 2);
    exchange.getResponseBody().write("[]".getBytes(UTF_8));
  }

  /** Each byte comes in time, the answer does not. */
  private void drip(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    while (!isClosingAfter(Duration.ofMillis(100))) {
      exchange.getResponseBody().write(' ');
      exchange.getResponseBody().flush();
    }
  }

  private boolean isClosingAfter(Duration time) {
    try {
      return closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
