package org.patientjourney.local.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Operator;
import org.patientjourney.local.Patience;
import org.patientjourney.local.Pauses;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSandbox;
import org.patientjourney.local.TestSystem;
import org.patientjourney.local.http.JsonClient;

/** Stops acting and keeps listening, for one clinic. */
class PauseTest {
  private static final String CLINIC = "halted";

  private static TestSystem system;
  private static TestSandbox sandbox;
  private static Journeys journeys;
  private static Operator operator;
  private static Pauses pauses;

  @BeforeAll
  static void start() throws IOException {
    system = TestSystem.shared();
    sandbox = system.sandbox();
    journeys = new Journeys(system.operations());
    operator = new Operator(system.operations());
    pauses = new Pauses(system.operations());
  }

  @Test
  void a_paused_clinic_is_not_called_while_its_events_are_applied_and_then_each_call_is_made_once()
      throws Exception {
    for (String order : List.of("decided", "cancelled", "resent")) {
      journeys.post(TestOrders.order(CLINIC, order, "Waiting", 5101));
      journeys.awaitInvited(id(order));
    }
    JsonNode pause = pauses.begin(CLINIC, "pause-1");
    awaitRefusedLookUp();
    long calls = sandbox.calls(CLINIC);

    sandbox.decide(sandbox.patientExam(id("decided"), 5101), "Approved");
    operator.give(id("cancelled"), "cancel", "c-1");
    operator.give(id("resent"), "resend", "c-1");
    journeys.post(TestOrders.order(CLINIC, "new", "Approve", 5101));
    journeys.post(TestOrders.order(CLINIC, "two", "Approve", 5101, 5102));
    journeys.post(TestOrders.order(CLINIC, "withdrawn", "Approve", 5101));
    journeys.post(TestOrders.order("juniper", "beside-the-pause", "Approve", 5101));

    journeys.awaitClosed(id("decided"), "APPROVED");
    journeys.awaitClosed("juniper:beside-the-pause:5101", "APPROVED");
    for (String order : List.of("cancelled", "resent", "new", "two", "withdrawn")) {
      journeys.awaitEntry(id(order), "CALLS_PAUSED");
    }
    assertThat(journeys.get(id("new")).path("next").path("what").asText()).contains("GET /pauses");
    operator.give(id("withdrawn"), "cancel", "c-2");
    journeys.awaitClosed(id("withdrawn"), "CANCELLED");
    assertThat(sandbox.calls(CLINIC)).isEqualTo(calls);
    assertThat(pauses.inForce(CLINIC)).containsExactly(pause);
    assertThat(operator.openAlarms(subject(pause))).hasSize(1);

    JsonNode released = pauses.release(pause, "release-1");
    assertThat(released.path("releasedBy").asText()).isEqualTo("operations");
    assertThat(operator.openAlarms(subject(pause))).isEmpty();
    journeys.awaitClosed(id("new"), "APPROVED");
    journeys.awaitClosed(id("two"), "APPROVED");
    journeys.awaitClosed(CLINIC + ":two:5102", "APPROVED");
    journeys.awaitClosed(id("cancelled"), "CANCELLED");
    await()
        .atMost(Patience.USUAL)
        .pollInterval(Patience.LOOKS)
        .until(() -> sandbox.calls(CLINIC, "exam_invite_resend") == 1);
    for (String order : List.of("decided", "cancelled", "resent", "new", "two")) {
      assertThat(sandbox.invites(id(order))).as(order).hasSize(1);
    }
    assertThat(sandbox.invites(id("withdrawn"))).isEmpty();
    assertThat(sandbox.calls(CLINIC, "exam_invite_cancel")).isEqualTo(1);
    assertThat(lookUp().status()).isEqualTo(200);
  }

  private static JsonClient.Answer lookUp() throws IOException {
    return system.backend().get("/clinics/" + CLINIC + "/exams");
  }

  /** A look-up sees a pause within a second. */
  private static void awaitRefusedLookUp() throws IOException {
    await()
        .atMost(Patience.USUAL)
        .pollInterval(Patience.LOOKS)
        .until(() -> lookUp().status() == 503);
    assertThat(lookUp().body().path("detail").asText()).contains("paused");
  }

  @Test
  void a_key_of_one_clinic_pauses_no_other() throws IOException {
    JsonClient cedar = system.operationsOf("cedar");
    for (String clinic : List.of("*", "juniper", "unknown", "Not a clinic")) {
      JsonClient.Answer refused =
          cedar.post("/pauses", Operator.words("c-1").put("clinic", clinic));
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.body().at("/errors/0/pointer").asText()).isEqualTo("/clinic");
      assertThat(refused.body().at("/errors/0/expected").asText())
          .isEqualTo("the key's own clinic, cedar");
    }
    JsonNode own = new Pauses(cedar).begin("cedar", "c-2");
    JsonClient other = system.operationsOf("members");
    assertThat(other.get(own.path("href").asText()).status()).isEqualTo(404);
    assertThat(other.post(own.path("href").asText() + "/release", Operator.words("c-3")).status())
        .isEqualTo(404);
    assertThat(new Pauses(cedar).release(own, "c-3").path("releasedAt").isTextual()).isTrue();
  }

  @Test
  void the_command_of_a_released_pause_is_refused_because_it_pauses_nothing() throws IOException {
    JsonNode pause = pauses.begin("sent", "pause-once");
    ObjectNode again = Operator.words("pause-once").put("clinic", "sent");
    assertThat(system.operations().post("/pauses", again).status()).isEqualTo(200);
    pauses.release(pause, "release-once");

    JsonClient.Answer refused = system.operations().post("/pauses", again);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body().path("code").asText()).isEqualTo("pause-released");
    assertThat(pauses.inForce("sent")).isEmpty();
  }

  @Test
  void a_command_without_reason_or_clinic_pauses_nothing() throws IOException {
    ObjectNode empty = Operator.words("c-1");
    empty.remove("reason");
    JsonClient.Answer refused = system.operations().post("/pauses", empty);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body().path("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/reason", "/clinic");
    assertThat(system.backend().get("/pauses").status()).isEqualTo(403);
    assertThat(system.operations().get("/pauses/1999999").status()).isEqualTo(404);
  }

  @Test
  void the_reason_is_read_by_who_states_a_purpose() throws Exception {
    JsonNode pause = pauses.begin("sent", "pause-read");
    pauses.release(pause, "release-read");
    String reason = pause.path("href").asText() + "/reason";
    assertThat(system.operations().get(reason).status()).isEqualTo(422);
    assertThat(system.read(reason, system.keys().operations(), "X-Purpose", "a test").body())
        .contains("the test says so");
  }

  private static String id(String order) {
    return CLINIC + ":" + order + ":5101";
  }

  private static String subject(JsonNode pause) {
    return "pause-" + pause.path("pauseId").asText();
  }
}
