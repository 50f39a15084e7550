package org.patientjourney.local.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.Deliveries;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Operator;
import org.patientjourney.local.Scrape;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSandbox;
import org.patientjourney.local.http.JsonClient;

/** Metrics and log of a running system. */
class WatchedEngineTest {
  private static final String HELD = "juniper:watched:5101";
  private static final String RECORD_UP = "journey_record_up";

  @TempDir private static Path data;
  private static WatchedEngine engine;
  private static TestSandbox sandbox;
  private static Journeys journeys;
  private static Deliveries deliveries;

  @BeforeAll
  static void travel() throws Exception {
    engine = new WatchedEngine(data);
    sandbox = engine.sandbox();
    journeys = new Journeys(engine.operations());
    deliveries = new Deliveries(engine.operations());
    journeys.post(TestOrders.order("watched", "Waiting", 5101));
    journeys.awaitStage(HELD, "AWAITING_CONSULTATION");
    new Operator(engine.operations()).expect(HELD, "hold", "c-1");
  }

  @AfterAll
  static void stop() throws Exception {
    engine.close();
  }

  @Test
  void every_metric_is_documented_and_every_documented_one_is_there() throws Exception {
    fire(HELD, JsonNodeFactory.instance.objectNode().put("event", 4));
    assertThat(engine.scrape().contentType())
        .isEqualToIgnoringCase("text/plain; version=0.0.4; charset=utf-8");
    Map<String, String> documented = MetricTable.read().shapes();
    // Failures that do not occur here: the SDK shows them from the first one on.
    documented.remove("temporal_workflow_task_execution_failed_total");
    documented.remove("temporal_long_request_failure_total");
    await("the SDK to have counted")
        .untilAsserted(() -> assertThat(engine.scrape().shapes()).isEqualTo(documented));
  }

  @Test
  void deliveries_holds_and_alarms_are_counted() throws Exception {
    String webhook = sandbox.webhook(HELD).getPath();
    JsonClient client = engine.operations();
    assertThat(client.post(webhook, new byte[] {'{'}).status()).isEqualTo(400);
    assertThat(client.post(webhook + "-unknown", new byte[] {'{', '}'}).status()).isEqualTo(404);
    fire(HELD, JsonNodeFactory.instance.objectNode().put("event", 4));

    await("the record to be counted again")
        .until(
            () -> engine.scrape().value("journey_holds{reason=\"UNREADABLE_DELIVERY\"}"),
            holds -> holds == 1);
    Scrape scrape = engine.scrape();
    assertThat(scrape.value(RECORD_UP)).isEqualTo(1);
    assertThat(scrape.value("journey_holds{reason=\"HELD_BY_PERSON\"}")).isEqualTo(1);
    assertThat(scrape.value("journey_open_journeys{stage=\"HELD\"}")).isPositive();
    assertThat(scrape.value("journey_obligations{kind=\"INVITE\",status=\"MET\"}")).isPositive();
    assertThat(scrape.value(calls("exam_invite", "ok"))).isPositive();
    assertThat(scrape.value(calls("exam_invite", "unknown"))).isZero();
    assertThat(scrape.value(accepted(200))).isPositive();
    assertThat(scrape.value(accepted(400))).isEqualTo(1);
    assertThat(scrape.value(accepted(404))).isEqualTo(1);
    assertThat(scrape.value("journey_commands_total{command=\"hold\",outcome=\"recorded\"}"))
        .isEqualTo(1);
    assertThat(scrape.value("journey_relay_rows_total{relay=\"webhook\",step=\"relayed\"}"))
        .isPositive();
  }

  @Test
  void a_record_that_cannot_be_reached_shows_and_no_number_of_before() throws Exception {
    String webhook = sandbox.webhook(HELD).getPath();
    assertThat(engine.scrape().text()).contains("journey_holds{", "journey_webhook_deliveries{");
    engine.toDatabase().cut();
    try {
      await("the record to be down").until(() -> engine.scrape().value(RECORD_UP) == 0);
      assertThat(engine.scrape().text())
          .contains("journey_relay_rows_total{")
          .doesNotContain("journey_holds", "journey_webhook_deliveries", "journey_runs_missing");
      assertThat(engine.operations().post(webhook, new byte[] {'{', '}'}).status()).isEqualTo(503);
      assertThat(engine.scrape().value(accepted(503))).isPositive();
    } finally {
      engine.toDatabase().mend();
    }
    await("the record to be back").until(() -> engine.scrape().value(RECORD_UP) == 1);
    assertThat(engine.scrape().text()).contains("journey_holds{", "journey_webhook_deliveries{");
  }

  /** Of another exam than the meeting's, which is closed: the relay raises the alarm itself. */
  @Test
  void the_relays_line_about_a_delivery_names_delivery_and_journey() throws Exception {
    String journey = park("logged");
    sandbox.decide(sandbox.patientExam(journey, 5101), "Approved");
    journeys.awaitClosed(journey, "APPROVED");
    fire(journey, event("5309", "Approved"));
    JsonNode lost = deliveries.awaitLatest(journey, 2, "NEEDS_REVIEW");
    String delivery = lost.path("deliveryId").asText();

    JsonNode logged =
        engine.awaitLine(
            "the relay's alarm",
            line -> message(line).startsWith("ALARM WRONG_PATIENT_EXAM journey=" + journey));
    assertThat(logged.path("threadName").asText()).isEqualTo("webhook-relay");
    assertThat(logged.path("level").asText()).isEqualTo("WARN");
    assertThat(logged.path("mdc"))
        .isEqualTo(
            JsonNodeFactory.instance
                .objectNode()
                .put("journey", journey)
                .put("delivery", delivery));

    JsonNode accepted =
        engine.awaitLine(
            "the request that brought it",
            line -> line.path("mdc").path("delivery").asText().equals(delivery));
    assertThat(message(accepted)).isEqualTo("POST /webhooks/*** 200");
    assertThat(accepted.path("mdc").path("journey").asText()).isEqualTo(journey);
  }

  @Test
  void an_activitys_line_names_the_journey_beside_temporals_ids() throws Exception {
    String journey = park("unanswered-of");
    fire(journey, event("5101", "Withdrawn"));
    journeys.awaitHold(journey, "UNKNOWN_STATUS");

    JsonNode logged =
        engine.awaitLine(
            "the record's alarm",
            line -> message(line).startsWith("ALARM UNKNOWN_STATUS journey=" + journey));
    assertThat(logged.path("mdc").path("journey").asText()).isEqualTo(journey);
    assertThat(logged.path("mdc").path("RunId").asText()).isNotEmpty();
    assertThat(logged.path("mdc").path("WorkflowId").asText()).isEqualTo(journey);
  }

  @Test
  void a_commands_line_names_its_journey() {
    JsonNode logged =
        engine.awaitLine(
            "the request of the hold",
            line -> message(line).equals("POST /journeys/" + HELD + "/commands 200"));
    assertThat(logged.path("mdc").path("journey").asText()).isEqualTo(HELD);
  }

  private static String park(String orderId) throws Exception {
    String journey = "juniper:" + orderId + ":5101";
    journeys.post(TestOrders.order(orderId, "Waiting", 5101));
    journeys.awaitStage(journey, "AWAITING_CONSULTATION");
    return journey;
  }

  private static void fire(String journey, ObjectNode body) throws Exception {
    assertThat(sandbox.fire(sandbox.patientExam(journey, 5101), body)).isEqualTo(200);
  }

  private static ObjectNode event(String examId, String status) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("event", 1)
        .put("exam_id", examId)
        .put("exam_status", status);
  }

  private static String message(JsonNode line) {
    return line.path("formattedMessage").asText();
  }

  private static String calls(String endpoint, String outcome) {
    return "journey_provider_call_seconds_count{endpoint=\""
        + endpoint
        + "\",outcome=\""
        + outcome
        + "\"}";
  }

  private static String accepted(int code) {
    return "journey_webhook_accept_seconds_count{code=\"" + code + "\"}";
  }
}
