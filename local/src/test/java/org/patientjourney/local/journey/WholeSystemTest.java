package org.patientjourney.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.TestEngine;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSandbox;
import org.patientjourney.local.http.JsonClient;

/** Stories through the API alone, with real PostgreSQL and real webhooks. */
class WholeSystemTest {
  @TempDir private static Path data;
  private static TestSandbox sandbox;
  private static TestEngine engine;
  private static Journeys journeys;

  @BeforeAll
  static void start() throws Exception {
    sandbox = TestSandbox.start(data.resolve("sandbox"), 200);
    engine = TestEngine.start(data.resolve("engine"), sandbox.url());
    journeys = new Journeys(engine.operations());
  }

  @AfterAll
  static void stop() throws Exception {
    engine.close();
    sandbox.close();
  }

  @AfterEach
  void disarm() throws IOException {
    sandbox.disarm();
  }

  @Test
  void two_exams_share_an_invite_and_are_decided_separately() throws Exception {
    journeys.post(TestOrders.order("two", "Approve Reject", 5101, 5102));
    journeys.awaitClosed("juniper:two:5101", "APPROVED");
    journeys.awaitClosed("juniper:two:5102", "REJECTED");
    assertThat(sandbox.invites("juniper:two:5101")).hasSize(1);
  }

  @Test
  void twenty_parallel_posts_of_one_order_make_one_journey_and_one_invite() throws Exception {
    ObjectNode order = TestOrders.order("parallel", "Approve", 5101);
    List<Integer> codes = inParallel(20, () -> engine.operations().post("/orders", order).status());

    assertThat(codes).containsOnly(200, 201);
    assertThat(Collections.frequency(codes, 201)).isEqualTo(1);
    journeys.awaitClosed("juniper:parallel:5101", "APPROVED");
    assertThat(sandbox.invites("juniper:parallel:5101")).hasSize(1);
    assertThat(journeys.count("juniper:parallel:5101", "ORDERED")).isEqualTo(1);
  }

  @Test
  void an_event_twenty_times_in_parallel_has_one_effect() throws Exception {
    journeys.post(TestOrders.order("events-after", "Waiting", 5101));
    journeys.awaitStage("juniper:events-after:5101", "AWAITING_CONSULTATION");
    String exam = sandbox.patientExam("juniper:events-after:5101", 5101);
    int event = sandbox.decide(exam, "Deferred to Medical Director");
    assertThat(sandbox.deliver(event, 20)).hasSize(20).containsOnly(200);
    journeys.awaitStage("juniper:events-after:5101", "AWAITING_MEDICAL_DIRECTOR");
    await().until(() -> journeys.count("juniper:events-after:5101", "DUPLICATE_RECEIVED") >= 20);
    assertThat(journeys.count("juniper:events-after:5101", "CONSULTATION_REPORTED")).isEqualTo(1);

    sandbox.deliver(sandbox.decide(exam, "Approved"), 20);
    journeys.awaitClosed("juniper:events-after:5101", "APPROVED");
    assertThat(journeys.count("juniper:events-after:5101", "CLOSED")).isEqualTo(1);
  }

  @Test
  void an_event_twenty_times_before_the_answer_to_the_invite_has_one_effect() throws Exception {
    sandbox.arm("hold-answer", 1);
    journeys.post(TestOrders.order("events-before", "Waiting", 5101));
    await().until(() -> sandbox.state().path("held_answers").asInt() == 1);
    int event =
        sandbox.decide(
            sandbox.patientExam("juniper:events-before:5101", 5101),
            "Deferred to Medical Director");
    assertThat(sandbox.deliver(event, 20)).hasSize(20).containsOnly(200);
    sandbox.release();

    journeys.awaitStage("juniper:events-before:5101", "AWAITING_MEDICAL_DIRECTOR");
    await().until(() -> journeys.count("juniper:events-before:5101", "DUPLICATE_RECEIVED") >= 20);
    assertThat(journeys.count("juniper:events-before:5101", "CONSULTATION_REPORTED")).isEqualTo(1);
    assertThat(sandbox.invites("juniper:events-before:5101")).hasSize(1);
  }

  @Test
  void a_rejection_after_an_approval_reopens_the_journey_and_holds_it() throws Exception {
    journeys.post(TestOrders.order("contradiction", "Approve", 5101));
    journeys.awaitClosed("juniper:contradiction:5101", "APPROVED");
    sandbox.decide(sandbox.patientExam("juniper:contradiction:5101", 5101), "Rejected");

    JsonNode held = journeys.awaitHold("juniper:contradiction:5101", "CONTRADICTION");
    assertThat(held.path("open").asBoolean()).isTrue();
    assertThat(held.path("facets").path("decision").asText()).isEqualTo("NEEDS_REVIEW");
    assertThat(journeys.timeline("juniper:contradiction:5101")).contains("REOPENED");
    assertThat(engine.operations().get("/alarms").body().toString()).contains("CONTRADICTION");
  }

  @Test
  void a_late_missed_never_replaces_an_approval() throws Exception {
    journeys.post(TestOrders.order("late-missed", "Approve", 5101));
    journeys.awaitClosed("juniper:late-missed:5101", "APPROVED");
    int event = sandbox.decide(sandbox.patientExam("juniper:late-missed:5101", 5101), "Missed");
    assertThat(sandbox.deliver(event, 1)).containsExactly(200);

    journeys.post(TestOrders.order("late-missed-2", "Approve", 5101));
    journeys.awaitClosed("juniper:late-missed-2:5101", "APPROVED");
    JsonNode journey = journeys.get("juniper:late-missed:5101");
    assertThat(journey.path("open").asBoolean()).isFalse();
    assertThat(journey.path("stage").asText()).isEqualTo("APPROVED");
  }

  @Test
  void a_field_that_the_provider_refuses_holds_the_journey_and_a_release_sends_once_more()
      throws Exception {
    String journey = "juniper:held-field:5101";
    sandbox.arm("bad-request", 1);
    journeys.post(TestOrders.order("held-field", "Approve", 5101));
    JsonNode held = journeys.awaitHold(journey, "NEEDS_INPUT");
    assertThat(held.path("next").path("owner").asText()).isEqualTo("CLINIC");

    assertThat(release(journey, "NEEDS_INPUT", "c-1").status()).isEqualTo(200);
    journeys.awaitStage(journey, "APPROVED");
    assertThat(release(journey, "NEEDS_INPUT", "c-1").status()).as("again").isEqualTo(200);
    assertThat(sandbox.invites(journey)).hasSize(1);
  }

  @Test
  void an_unknown_invite_is_resolved_by_a_person() throws Exception {
    sandbox.arm("error-500", 2);
    journeys.post(TestOrders.order("unknown", "Approve", 5101));
    journeys.post(TestOrders.order("unknown-2", "Waiting", 5101));
    journeys.awaitStage("juniper:unknown:5101", "INVITE_UNKNOWN");
    journeys.awaitStage("juniper:unknown-2:5101", "INVITE_UNKNOWN");

    ObjectNode again =
        command("c-1").put("command", "resolve-invite").put("resolution", "send-again");
    assertThat(engine.operations().post("/journeys/juniper:unknown:5101/commands", again).status())
        .isEqualTo(200);
    journeys.awaitClosed("juniper:unknown:5101", "APPROVED");
    assertThat(sandbox.invites("juniper:unknown:5101")).hasSize(1);

    ObjectNode exists = command("c-1").put("command", "resolve-invite");
    exists.put("resolution", "exists").put("patientExamId", "777001");
    engine.operations().post("/journeys/juniper:unknown-2:5101/commands", exists);
    journeys.awaitStage("juniper:unknown-2:5101", "AWAITING_CONSULTATION");
  }

  @Test
  void an_unreadable_body_is_stored_and_shown_and_the_next_is_served() throws Exception {
    journeys.post(TestOrders.order("bodies", "Waiting", 5101));
    journeys.awaitStage("juniper:bodies:5101", "AWAITING_CONSULTATION");
    String webhook = sandbox.webhook("juniper:bodies:5101").getPath();

    assertThat(engine.anonymous().post(webhook, utf8("not json")).status()).isEqualTo(400);
    assertThat(engine.anonymous().post(webhook, new byte[0]).status()).isEqualTo(400);
    assertThat(engine.anonymous().post(webhook, new byte[] {(byte) 0xff}).status()).isEqualTo(400);
    assertThat(engine.anonymous().post(webhook, utf8("[".repeat(100_000))).status()).isEqualTo(400);
    journeys.awaitHold("juniper:bodies:5101", "UNREADABLE_DELIVERY");
    assertThat(engine.anonymous().post(webhook, new byte[4 * 1024 * 1024 + 1]).status())
        .isEqualTo(413);
    await().until(() -> journeys.get("juniper:bodies:5101").toString().contains("TRUNCATED"));

    assertThat(engine.anonymous().post(webhook, utf8("{\"event\":99}")).status()).isEqualTo(200);
    assertThat(engine.anonymous().post("/webhooks/qualiphy/unknown-token", utf8("{}")).status())
        .isEqualTo(404);
    sandbox.decide(sandbox.patientExam("juniper:bodies:5101", 5101), "Approved");
    await()
        .until(
            () ->
                journeys
                    .get("juniper:bodies:5101")
                    .path("facets")
                    .path("decision")
                    .asText()
                    .equals("APPROVED"));
    assertThat(journeys.get("juniper:bodies:5101").path("open").asBoolean())
        .as("held until a person looked at what could not be read")
        .isTrue();
  }

  @Test
  void an_event_for_an_exam_that_was_not_ordered_decides_nothing() throws Exception {
    journeys.post(TestOrders.order("stranger", "Waiting", 5101));
    journeys.awaitStage("juniper:stranger:5101", "AWAITING_CONSULTATION");
    String webhook = sandbox.webhook("juniper:stranger:5101").getPath();
    String body =
        "{\"event\":1,\"exam_id\":\"5102\",\"patient_exam_id\":\"424242\","
            + "\"exam_status\":\"Approved\"}";
    assertThat(engine.anonymous().post(webhook, utf8(body)).status()).isEqualTo(200);

    await()
        .until(
            () ->
                engine
                    .operations()
                    .get("/alarms")
                    .body()
                    .toString()
                    .contains("\"journeyId\":\"juniper:stranger:5101\""));
    assertThat(journeys.get("juniper:stranger:5101").path("facets").path("decision").asText())
        .isEqualTo("PENDING");
  }

  @Test
  void endpoints_refuse_with_a_problem_and_serve_the_next() throws Exception {
    JsonClient client = engine.operations();
    ObjectNode wrong = TestOrders.order("wrong", "Approve", 5101, 9999);
    ObjectNode patient = wrong.withObject("patient");
    patient.remove("dateOfBirth");
    patient.put("state", "TX").put("nickname", "x");
    JsonClient.Answer refused = client.post("/orders", wrong);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body().path("errors").findValuesAsText("pointer"))
        .contains("/patient/dateOfBirth", "/patient/nickname");

    assertThat(client.post("/orders", utf8("{")).status()).isEqualTo(400);
    assertThat(client.post("/orders", new byte[300_000]).status()).isEqualTo(413);
    assertThat(engine.anonymous().post("/orders", wrong).status()).isEqualTo(401);
    assertThat(client.get("/journeys/juniper:none:5101").status()).isEqualTo(404);
    assertThat(client.get("/nothing/here").status()).isEqualTo(404);
    assertThat(client.get("/journeys?limit=many").status()).isEqualTo(400);
    assertThat(client.get("/journeys?clinic=%00").status()).isEqualTo(400);
    assertThat(client.get("/journeys?open=true&clinic=juniper&limit=3").status()).isEqualTo(200);
    JsonClient backend = new JsonClient(engine.url(), engine.keys().backend());
    assertThat(backend.get("/alarms").status()).isEqualTo(403);

    ObjectNode right = TestOrders.order("right", "Approve", 5101);
    assertThat(backend.post("/orders", right).status()).isEqualTo(201);
    assertThat(backend.post("/orders", right).status()).isEqualTo(200);
    right.put("reference", "another");
    assertThat(backend.post("/orders", right).status()).isEqualTo(409);
    assertThat(backend.get("/orders/juniper/right").body().path("journeys")).hasSize(1);
    journeys.awaitClosed("juniper:right:5101", "APPROVED");

    String commands = "/journeys/juniper:right:5101/commands";
    assertThat(client.post(commands, utf8("{")).status()).isIn(400, 415);
    assertThat(client.post(commands, JsonNodeFactory.instance.objectNode()).status())
        .isEqualTo(422);
    ObjectNode endless = command("c-2").put("reason", "x".repeat(100_000));
    assertThat(client.post(commands, endless).status()).as("64 KiB are enough").isEqualTo(400);
    assertThat(release("juniper:right:5101", "KEY_REFUSED", "c-1").status()).isEqualTo(409);
  }

  @Test
  void every_described_endpoint_exists_and_requires_its_role() throws Exception {
    JsonNode paths = engine.anonymous().get("/openapi.json").body().path("paths");
    assertThat(paths).hasSizeGreaterThan(10);
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        JsonClient.Answer answer = callUnknownToken(operation.getKey(), path.getKey());
        if (operation.getValue().path("security").isEmpty()) {
          assertThat(answer.status()).as(path.getKey()).isNotIn(401, 403, 405);
          assertThat(answer.body().path("title").asText()).isNotEqualTo("Not Found");
        } else {
          assertThat(answer.status()).as(path.getKey()).isEqualTo(401);
        }
      }
    }
  }

  /**
   * Without a key, with anything for a parameter. An endpoint that refuses before it has read the
   * body may close the connection behind its answer: each call has its own.
   */
  private static JsonClient.Answer callUnknownToken(String method, String path) throws IOException {
    String endpoint = path.replaceAll("\\{[^}]+}", "1");
    JsonClient anonymous = new JsonClient(engine.url(), "");
    return switch (method) {
      case "get" -> anonymous.get(endpoint);
      case "post" -> anonymous.post(endpoint, JsonNodeFactory.instance.objectNode());
      case "delete" -> anonymous.delete(endpoint);
      default -> throw new IllegalArgumentException(method);
    };
  }

  private JsonClient.Answer release(String journey, String hold, String commandId)
      throws IOException {
    ObjectNode command = command(commandId).put("command", "release").put("hold", hold);
    return engine.operations().post("/journeys/" + journey + "/commands", command);
  }

  private static ObjectNode command(String id) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("commandId", id)
        .put("reason", "the test says so");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static <T> List<T> inParallel(int copies, Callable<T> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(copies);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(Collections.nCopies(copies, work))) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
