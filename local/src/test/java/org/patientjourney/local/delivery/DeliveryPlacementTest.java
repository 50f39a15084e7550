package org.patientjourney.local.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.patientjourney.local.Deliveries.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.patientjourney.local.Deliveries;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Operator;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSandbox;
import org.patientjourney.local.TestSystem;
import org.patientjourney.local.http.JsonClient;

/** A person places what found no journey, or replays it; never to the wrong patient. */
class DeliveryPlacementTest {
  private static TestSystem system;
  private static TestSandbox sandbox;
  private static Journeys journeys;
  private static Deliveries deliveries;

  @BeforeAll
  static void start() throws Exception {
    system = TestSystem.shared();
    sandbox = system.sandbox();
    journeys = new Journeys(system.operations());
    deliveries = new Deliveries(system.operations());
  }

  @Test
  void a_delivery_without_ids_goes_where_a_person_says() throws Exception {
    String meeting = park("nameless", 5101, 5102);
    String other = "juniper:nameless:5102";
    sandbox.fire(sandbox.patientExam(meeting, 5101), decision("Approved"));
    JsonNode lost = deliveries.awaitLatest(meeting, 1, "NEEDS_REVIEW");
    assertThat(deliveries.assign(lost, other, "c-1").status()).isEqualTo(200);

    release(other);
    journeys.awaitClosed(other, "APPROVED");
    JsonNode applied = deliveries.awaitLatest(meeting, 1, "APPLIED");
    assertThat(applied.path("assignedBy").asText()).isEqualTo("operations");
    assertThat(applied.path("journeyId").asText()).isEqualTo(other);
    assertThat(applied.has("finding")).isFalse();
    assertThat(journeys.timeline(other)).contains("DELIVERY_ASSIGNED");
    assertThat(decisionOf(meeting)).isEqualTo("PENDING");

    assertThat(deliveries.assign(lost, other, "c-1").status()).as("again").isEqualTo(200);
    assertThat(journeys.count(other, "DELIVERY_ASSIGNED")).isEqualTo(1);
    assertThat(deliveries.assign(lost, meeting, "c-2").status()).as("elsewhere").isEqualTo(409);
  }

  @Test
  void a_delivery_whose_token_and_patient_exam_name_two_orders_goes_to_neither() throws Exception {
    String mine = park("placed", 5101);
    String other = park("beside", 5101);
    String exam = sandbox.patientExam(other, 5101);
    sandbox.fire(
        sandbox.patientExam(mine, 5101), decision("Approved").put("patient_exam_id", exam));
    JsonNode lost = deliveries.awaitLatest(mine, 1, "NEEDS_REVIEW");

    for (String journey : List.of(mine, other)) {
      assertThat(deliveries.assign(lost, journey, "c-1").status()).isEqualTo(409);
      assertThat(decisionOf(journey)).isEqualTo("PENDING");
      assertThat(journeys.timeline(journey)).doesNotContain("DELIVERY_ASSIGNED");
    }
    deliveries.awaitLatest(mine, 1, "NEEDS_REVIEW");
  }

  @Test
  void an_assignment_is_refused_with_all_reasons() throws Exception {
    String journey = park("refused-assignment", 5101);
    sandbox.decide(sandbox.patientExam(journey, 5101), "Deferred");
    JsonNode applied = deliveries.awaitLatest(journey, 1, "APPLIED");
    JsonClient client = system.operations();
    String assign = Deliveries.href(applied) + "/assign";

    JsonNode problem = client.post(assign, object().put("journey_id", journey)).body();
    assertThat(problem.path("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/journey_id", "/commandId", "/reason", "/journeyId");
    JsonClient.Answer again = deliveries.assign(applied, journey, "c-1");
    assertThat(again.status()).as("the journey has it").isEqualTo(409);
    assertThat(again.body().path("detail").asText()).contains(journey, "record-decision");
    assertThat(deliveries.assign(applied, "juniper:unknown-order:5101", "c-1").status())
        .isEqualTo(409);
    ObjectNode words = Operator.words("c-1").put("journeyId", journey);
    String nowhere = "/webhook-deliveries/00000000-0000-0000-0000-000000000000/assign";
    assertThat(client.post(nowhere, words).status()).isEqualTo(404);
    assertThat(system.operationsOf("cedar").post(assign, words).status()).isEqualTo(404);
  }

  /** All come from this machine, which is one source: the bound needs a test of its own. */
  @Test
  void an_unknown_token_is_quarantined_up_to_a_bound_until_a_person_assigns() throws Exception {
    String byExam = park("lost-1", 5101);
    String byMeeting = park("lost-2", 5101);
    String exam = sandbox.patientExam(byExam, 5101);
    assertThat(callUnknownToken(decision("Approved").put("patient_exam_id", exam))).isEqualTo(404);
    assertThat(callUnknownToken(decision("Rejected").put("additional_data", byMeeting)))
        .isEqualTo(404);
    for (int i = 0; i < 25; i++) {
      assertThat(callUnknownToken(object())).isEqualTo(404);
    }

    JsonNode quarantine = deliveries.page("state=QUARANTINED&limit=500").path("deliveries");
    assertThat(quarantine).hasSize(20);
    assertThat(quarantine.findValuesAsText("suggestion")).containsExactly(byExam, byMeeting);
    Deliveries ofCedar = new Deliveries(system.operationsOf("cedar"));
    assertThat(ofCedar.page("state=QUARANTINED").path("deliveries")).isEmpty();
    String href = Deliveries.href(quarantine.path(0));
    assertThat(system.operations().get(href).status()).isEqualTo(200);
    assertThat(system.operationsOf("cedar").get(href).status()).isEqualTo(404);

    assertThat(deliveries.assign(quarantine.path(0), byMeeting, "c-1").status()).isEqualTo(409);
    assertThat(deliveries.assign(quarantine.path(0), byExam, "c-2").status()).isEqualTo(200);
    assertThat(deliveries.assign(quarantine.path(1), byMeeting, "c-3").status()).isEqualTo(200);
    journeys.awaitClosed(byExam, "APPROVED");
    journeys.awaitClosed(byMeeting, "REJECTED");
    deliveries.awaitLatest(byExam, 1, "APPLIED");
    assertThat(deliveries.page("state=QUARANTINED&limit=500").path("deliveries")).hasSize(18);
  }

  @Test
  void an_event_that_came_before_its_patient_exam_was_known_is_applied_once_it_is()
      throws Exception {
    sandbox.arm("hold-answer", 1);
    journeys.post(TestOrders.order("unbound", "Waiting", 5101, 5102));
    String meeting = "juniper:unbound:5101";
    await().until(() -> sandbox.state().path("held_answers").asInt() == 1);
    String exam = sandbox.patientExam(meeting, 5102);
    sandbox.fire(exam, decision("Approved").put("patient_exam_id", exam));
    deliveries.awaitLatest(meeting, 1, "NEEDS_REVIEW");
    sandbox.release();
    sandbox.decide(exam, "Deferred");

    journeys.awaitDecision("juniper:unbound:5102", "APPROVED");
    assertThat(deliveries.of(meeting).get(0).path("journeyId").asText())
        .isEqualTo("juniper:unbound:5102");
    assertThat(journeys.get("juniper:unbound:5102").path("holds").toString())
        .as("a person still looks")
        .contains("UNREADABLE_DELIVERY");
    release("juniper:unbound:5102");
    journeys.awaitClosed("juniper:unbound:5102", "APPROVED");
    assertThat(decisionOf(meeting)).isEqualTo("PENDING");
  }

  @Test
  void a_replay_reports_what_it_would_do_and_does_it_once() throws Exception {
    Instant since = system.now();
    sandbox.arm("hold-answer", 1);
    journeys.post(TestOrders.order("early", "Waiting", 5101, 5102));
    String meeting = "juniper:early:5101";
    await().until(() -> sandbox.state().path("held_answers").asInt() == 1);
    String exam = sandbox.patientExam(meeting, 5102);
    sandbox.fire(exam, decision("Approved").put("patient_exam_id", exam).put("exam_id", 5104));
    deliveries.awaitLatest(meeting, 1, "NEEDS_REVIEW");
    sandbox.release();
    release("juniper:early:5102");
    sandbox.decide(exam, "Deferred");
    deliveries.awaitLatest(meeting, 2, "APPLIED");

    ObjectNode set = object().put("since", since.toString());
    JsonNode plan = deliveries.replay(set);
    assertThat(plan.path("dryRun").asBoolean()).isTrue();
    assertThat(effects(plan)).containsExactly("ACTS_ON_PATIENT", "NO_OP");
    assertThat(plan.path("actsOnPatient").asInt()).isEqualTo(1);
    assertThat(plan.path("noOp").asInt()).isEqualTo(1);
    assertThat(decisionOf("juniper:early:5102")).isEqualTo("DEFERRED");
    assertThat(deliveries.of(meeting).get(0).path("state").asText()).isEqualTo("NEEDS_REVIEW");

    ObjectNode forReal =
        Operator.words("replay-early").put("since", since.toString()).put("dryRun", false);
    assertThat(effects(deliveries.replay(forReal))).containsExactly("ACTS_ON_PATIENT", "NO_OP");
    journeys.awaitClosed("juniper:early:5102", "APPROVED");
    await().until(() -> deliveries.of(meeting).get(0).path("state").asText().equals("APPLIED"));
    assertThat(effects(deliveries.replay(forReal))).containsExactly("NO_OP", "NO_OP");
    assertThat(journeys.count("juniper:early:5102", "CONSULTATION_REPORTED")).isEqualTo(2);
    assertThat(journeys.count("juniper:early:5102", "DELIVERY_REPLAYED"))
        .as("who and why, once")
        .isEqualTo(1);
    assertThat(system.operations().get("/alarms").body().toString())
        .doesNotContain("DELIVERY_NOT_APPLIED");
  }

  @Test
  void replaying_late_deliveries_has_no_effect() throws Exception {
    String journey = park("closed", 5101);
    String exam = sandbox.patientExam(journey, 5101);
    sandbox.decide(exam, "Approved");
    journeys.awaitClosed(journey, "APPROVED");
    sandbox.decide(exam, "Missed");
    deliveries.awaitLatest(journey, 2, "LATE");

    JsonNode plan = deliveries.replay(object().put("journey", journey));
    assertThat(effects(plan)).containsExactly("NO_OP", "NO_OP");
  }

  @Test
  void a_replay_needs_a_command_id_and_a_reason_and_excludes_quarantine() throws Exception {
    ObjectNode wrong = object().put("state", "QUARANTINED").put("dryRun", false);
    JsonClient.Answer refused = system.operations().post("/webhook-deliveries/replay", wrong);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body().path("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/state", "/commandId", "/reason");
    ObjectNode misspelt = object().put("journeys", "juniper:early:5102");
    assertThat(system.operations().post("/webhook-deliveries/replay", misspelt).status())
        .as("else it would be about all deliveries")
        .isEqualTo(422);
  }

  /** Orders exams that the provider leaves undecided; returns the meeting. */
  private static String park(String orderId, int... exams) throws IOException {
    journeys.post(TestOrders.order(orderId, "Waiting", exams));
    for (int exam : exams) {
      journeys.awaitInvited("juniper:" + orderId + ":" + exam);
    }
    return "juniper:" + orderId + ":" + exams[0];
  }

  /** A delivery that matches no exam holds each open journey of its attempt. */
  private static void release(String journey) throws IOException {
    journeys.awaitHold(journey, "UNREADABLE_DELIVERY");
    Operator operator = new Operator(system.operations());
    assertThat(operator.release(journey, "UNREADABLE_DELIVERY", "c-release").status())
        .isEqualTo(200);
  }

  private static int callUnknownToken(ObjectNode body) throws IOException {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    return system.anonymous().post("/webhooks/qualiphy/unknown-token", bytes).status();
  }

  private static String decisionOf(String journey) throws IOException {
    return journeys.get(journey).path("facets").path("decision").asText();
  }

  private static List<String> effects(JsonNode replay) {
    List<String> effects = new ArrayList<>();
    replay.path("deliveries").forEach(outcome -> effects.add(outcome.path("effect").asText()));
    return effects;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
