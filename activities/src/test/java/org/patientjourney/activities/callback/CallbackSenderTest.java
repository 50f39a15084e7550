package org.patientjourney.activities.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.callback.CallbackSender.Attempted;
import org.patientjourney.activities.internet.PublicNames;
import org.patientjourney.workflows.order.ClinicId;

class CallbackSenderTest {
  private static final String OLD = "whsec_" + "b2xkLXNlY3JldC1vbGQtc2VjcmV0LW9sZA==";
  private static final String NEW = "whsec_" + "bmV3LXNlY3JldC1uZXctc2VjcmV0LW5ldw==";
  private static final UUID ID = new UUID(4, 2);
  private static final String BODY =
      "{\"type\":\"journey.decided\",\"reason\":\"Größe, ≥ 3 Wochen\"}";

  private record Received(Map<String, List<String>> headers, String body) {}

  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CallbackSender sender = new CallbackSender(false, InstantSource.system());
  private HttpServer server;
  private volatile int status = 204;

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
    sender.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    received.add(
        new Received(
            Map.copyOf(exchange.getRequestHeaders()),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    if (exchange.getRequestURI().getPath().equals("/hang")) {
      try {
        closing.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (exchange.getRequestURI().getPath().equals("/broken")) {
      exchange.sendResponseHeaders(200, 9);
      // Newer JDKs keep the status back until the body begins.
      exchange.getResponseBody().flush();
      exchange.close();
      return;
    }
    exchange.getResponseHeaders().set("Retry-After", "120");
    exchange.getResponseHeaders().set("Location", "/elsewhere");
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Test
  void each_secret_verifies_the_message_and_no_other_does() {
    Attempted attempted = sender.send(endpoint("/exams?shop=1"), ID, BODY);

    assertThat(attempted.isDelivered()).isTrue();
    assertThat(attempted.outcome()).isEqualTo("204");
    Received message = received.get(0);
    assertThat(message.body()).isEqualTo(BODY);
    assertThatCode(() -> verify(OLD, message)).doesNotThrowAnyException();
    assertThatCode(() -> verify(NEW, message)).doesNotThrowAnyException();
    String other = "whsec_" + "b3RoZXItc2VjcmV0LW90aGVyLXNlY3JldA==";
    assertThatThrownBy(() -> verify(other, message))
        .isInstanceOf(WebhookVerificationException.class);
    assertThatThrownBy(() -> verify(NEW, new Received(message.headers(), BODY + " ")))
        .isInstanceOf(WebhookVerificationException.class);
  }

  private static void verify(String secret, Received message) throws WebhookVerificationException {
    new Webhook(secret)
        .verify(
            message.body(),
            Map.of(
                "webhook-id", List.of(ID.toString()),
                "webhook-timestamp", message.headers().get("Webhook-timestamp"),
                "webhook-signature", message.headers().get("Webhook-signature")));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308, 400, 404, 410, 429, 500, 503})
  void another_answer_is_no_delivery_and_no_redirect_is_followed(int other) {
    status = other;
    Attempted attempted = sender.send(endpoint("/"), ID, BODY);

    assertThat(attempted.isDelivered()).isFalse();
    assertThat(attempted.isGone()).isEqualTo(other == 410);
    assertThat(attempted.outcome()).isEqualTo(Integer.toString(other));
    assertThat(attempted.retryAfter()).isEqualTo(Duration.ofMinutes(2));
    assertThat(received).hasSize(1);
  }

  @Test
  void a_receiver_that_hangs_is_given_up() {
    try (CallbackSender impatient =
        new CallbackSender(
            PublicNames.OF_INTERNET.names(), InstantSource.system(), Duration.ofMillis(300))) {
      assertThat(impatient.send(endpoint("/hang"), ID, BODY).outcome()).isEqualTo("TOO_SLOW");
    }
  }

  @Test
  void a_status_counts_although_the_body_behind_it_breaks_off() {
    assertThat(sender.send(endpoint("/broken"), ID, BODY).isDelivered()).isTrue();
  }

  @Test
  void a_receiver_that_is_down_is_told_apart() {
    server.stop(0);
    assertThat(sender.send(endpoint("/"), ID, BODY).outcome()).isEqualTo("NOT_REACHED");
  }

  @Test
  void an_address_that_is_not_public_gets_nothing() {
    try (CallbackSender careful = new CallbackSender(true, InstantSource.system())) {
      assertThat(careful.send(endpoint("/"), ID, BODY).outcome()).isEqualTo("PRIVATE_ADDRESS");
    }
    assertThat(received).isEmpty();
  }

  @Test
  void neither_address_nor_secrets_are_printed() {
    assertThat(endpoint("/?key=secret")).hasToString("CallbackEndpoint[juniper/shop]");
  }

  private CallbackEndpoint endpoint(String path) {
    return new CallbackEndpoint(
        new ClinicId("juniper"),
        "shop",
        URI.create("http://localhost:" + server.getAddress().getPort() + path),
        List.of(NEW, OLD));
  }
}
