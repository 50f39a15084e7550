package org.patientjourney.local.callback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clinic's system, which verifies each message with the official library. */
final class Receiver implements AutoCloseable {
  static final String SECRET = "whsec_" + "c2VjcmV0LW9mLWEtc2hvcC1mb3ItdGVzdHM=";

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * A verified message.
   *
   * @param id of Standard Webhooks
   */
  record Received(String id, JsonNode body) {
    String type() {
      return body.path("type").asText();
    }

    JsonNode data() {
      return body.path("data");
    }
  }

  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile int status = 200;

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Headers headers = exchange.getRequestHeaders();
    int answer = status;
    try {
      new Webhook(SECRET)
          .verify(
              body,
              Map.of(
                  "webhook-id", headers.get("Webhook-id"),
                  "webhook-timestamp", headers.get("Webhook-timestamp"),
                  "webhook-signature", headers.get("Webhook-signature")));
      received.add(new Received(headers.getFirst("Webhook-id"), JSON.readTree(body)));
    } catch (WebhookVerificationException forged) {
      answer = 401;
    }
    exchange.sendResponseHeaders(answer, -1);
    exchange.close();
  }

  URI url() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/exams");
  }

  void willAnswer(int other) {
    status = other;
  }

  /** With every attempt, in the order in which they arrived. */
  List<Received> received() {
    return received;
  }

  List<Received> of(String journey) {
    return received.stream()
        .filter(message -> message.data().path("journeyId").asText().equals(journey))
        .toList();
  }

  List<String> types(String journey) {
    return of(journey).stream().map(Received::type).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
