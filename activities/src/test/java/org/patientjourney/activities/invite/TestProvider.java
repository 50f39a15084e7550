package org.patientjourney.activities.invite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.pause.PauseWatch;
import org.patientjourney.activities.qualiphy.ApiKey;
import org.patientjourney.activities.qualiphy.client.CallObserver;
import org.patientjourney.activities.qualiphy.client.QualiphyClient;
import org.patientjourney.workflows.meeting.InviteActivities;

/** A provider that counts: each request may have made a meeting. */
final class TestProvider implements AutoCloseable {
  static final String LINK = "https://meeting.example.org/m/8d1c";
  static final String UUID = "8d1c0b7e";
  private static final JsonMapper JSON = new JsonMapper();

  /** What it answers; an empty body stands for what the request asks for. */
  private record Answer(int status, String body, Map<String, String> headers) {}

  private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
  private final List<JsonNode> resends = new CopyOnWriteArrayList<>();
  private final List<JsonNode> cancels = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private volatile Answer answer = new Answer(200, "", Map.of());
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile Runnable meanwhile = () -> {};

  TestProvider() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/api/exam_invite", call -> handle(call, requests));
    server.createContext("/api/exam_invite_resend", call -> handle(call, resends));
    server.createContext("/api/exam_invite_cancel", call -> handle(call, cancels));
    server.start();
  }

  /** Every patient exam is the exam's number with a 9 before it. */
  void willAccept() {
    answer = new Answer(200, "", Map.of());
  }

  void willAnswer(int status, String body) {
    answer = new Answer(status, body, Map.of());
  }

  void willAskToWait(int seconds) {
    answer = new Answer(429, "{}", Map.of("Retry-After", Integer.toString(seconds)));
  }

  /** To make a meeting. */
  List<JsonNode> requests() {
    return requests;
  }

  List<JsonNode> resends() {
    return resends;
  }

  List<JsonNode> cancels() {
    return cancels;
  }

  /** Answers no request before the latch is down. */
  void willWaitFor(CountDownLatch latch) {
    gate = latch;
  }

  /** Something that happens while a request waits for its answer. */
  void whileCalled(Runnable happening) {
    meanwhile = happening;
  }

  /** The token that the only request asked webhooks for. */
  WebhookToken tokenAsked() {
    String url = requests.get(0).path("webhook_url").asText();
    return new WebhookToken(url.substring(url.lastIndexOf('/') + 1));
  }

  /** The activities of an engine that calls this provider; a run records that it sends. */
  InviteActivities invitesOf(TestEngine engine) {
    return new RecordedInvites(engine, activitiesOf(engine));
  }

  /** The same, called by a run of which nothing is recorded. */
  InviteActivities activitiesOf(TestEngine engine) {
    return activitiesOf(engine, new TestMark());
  }

  InviteActivities activitiesOf(TestEngine engine, CallMark mark) {
    return new InviteActivitiesImpl(
        engine.jdbi(),
        engine.encryption(),
        engine.orders(),
        asProvider(engine),
        mark,
        engine.clock());
  }

  InviteProvider asProvider(TestEngine engine) {
    URI url = URI.create("http://localhost:" + server.getAddress().getPort());
    return new InviteProvider(
        new QualiphyClient(
            url,
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            clinic -> new PauseWatch(engine.jdbi()).test(clinic),
            CallObserver.NONE),
        Map.of(TestOrders.CLINIC, new ApiKey(TestOrders.CLINIC, "key-of-juniper")),
        URI.create("https://engine.example.org"));
  }

  private void handle(HttpExchange exchange, List<JsonNode> calls) throws IOException {
    JsonNode request = JSON.readTree(exchange.getRequestBody());
    calls.add(request);
    meanwhile.run();
    awaitGate();
    Answer now = answer;
    String text = now.body().isEmpty() ? accepted(request) : now.body();
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    now.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
    exchange.sendResponseHeaders(now.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void awaitGate() throws IOException {
    try {
      if (!gate.await(5, TimeUnit.SECONDS)) {
        throw new IOException("the gate was not opened in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A meeting of the exams asked for; of a resend or cancel, that it was done. */
  private static String accepted(JsonNode request) {
    if (!request.has("exams")) {
      return "{\"http_code\":200}";
    }
    ObjectNode meeting =
        JSON.createObjectNode()
            .put("http_code", 200)
            .put("meeting_url", LINK)
            .put("meeting_uuid", UUID);
    ArrayNode exams = meeting.putArray("patient_exams");
    request
        .path("exams")
        .forEach(
            exam ->
                exams
                    .addObject()
                    .put("exam_id", exam.asInt())
                    .put("patient_exam_id", "9" + exam.asInt()));
    return meeting.toString();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
