package org.patientjourney.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.audit.AuditCheck;
import org.patientjourney.activities.audit.AuditCheck.AuditFinding;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Operator;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSandbox;
import org.patientjourney.local.TestSystem;
import org.patientjourney.local.http.JsonClient;

/** Commands of a person to a journey, from the endpoint to the provider. */
class CommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static TestSystem system;
  private static TestSandbox sandbox;
  private static Journeys journeys;
  private static Operator operator;

  @BeforeAll
  static void start() throws Exception {
    system = TestSystem.shared();
    sandbox = system.sandbox();
    journeys = new Journeys(system.operations());
    operator = new Operator(system.operations());
  }

  @Test
  void a_held_journey_sends_nothing_and_merges_what_arrives_until_it_is_released()
      throws Exception {
    String journey = park("stopped", 5101);
    String exam = sandbox.patientExam(journey, 5101);
    operator.expect(journey, "hold", "c-1");
    JsonClient.Answer refused = operator.give(journey, "resend", "c-2");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body().path("detail").asText()).contains("release HELD_BY_PERSON first");
    assertThat(operator.give(journey, "hold", "c-3").status()).as("held already").isEqualTo(409);
    sandbox.decide(exam, "Approved");
    journeys.awaitDecision(journey, "APPROVED");
    assertThat(journeys.get(journey).path("stage").asText()).isEqualTo("HELD");
    assertThat(resends(exam)).isZero();

    assertThat(operator.release(journey, "HELD_BY_PERSON", "c-4").status()).isEqualTo(200);
    journeys.awaitClosed(journey, "APPROVED");
    assertThat(journeys.timeline(journey)).doesNotContain("RESEND_REQUESTED");
  }

  @Test
  void a_link_is_sent_again_once_for_each_command_and_three_times_at_most() throws Exception {
    String journey = park("resent", 5101);
    String exam = sandbox.patientExam(journey, 5101);
    for (int i = 1; i <= 3; i++) {
      int expected = i;
      operator.expect(journey, "resend", "c-" + i);
      await().until(() -> journeys.count(journey, "INVITE_RESENT") == expected);
      operator.expect(journey, "resend", "c-" + i);
    }

    JsonClient.Answer refused = operator.give(journey, "resend", "c-4");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body().path("detail").asText()).contains("3 resends");
    assertThat(resends(exam)).isEqualTo(3);
    assertThat(journeys.count(journey, "RESEND_REQUESTED")).isEqualTo(3);
  }

  @Test
  void a_missed_exam_is_invited_anew_and_the_new_one_counts() throws Exception {
    String journey = park("missed", 5101);
    assertThat(operator.give(journey, "re-invite", "c-1").status()).as("not spent").isEqualTo(409);
    sandbox.decide(sandbox.patientExam(journey, 5101), "Missed");
    journeys.awaitHold(journey, "MISSED");
    assertThat(operator.release(journey, "MISSED", "c-2").status()).isEqualTo(409);
    operator.expect(journey, "re-invite", "c-3");
    journeys.awaitStage(journey, "AWAITING_CONSULTATION");
    operator.expect(journey, "re-invite", "c-3");

    List<JsonNode> invites = sandbox.invites(journey);
    assertThat(invites).hasSize(2);
    sandbox.decide(onlyExam(invites.get(1)), "Approved");
    journeys.awaitClosed(journey, "APPROVED");
    assertThat(sandbox.invites(journey)).hasSize(2);
  }

  @Test
  void a_journey_is_invited_alone_and_the_other_exam_goes_on() throws Exception {
    String sender = park("pair", 5101, 5102);
    String other = "juniper:pair:5102";
    JsonNode before = journeys.get(sender);
    sandbox.decide(sandbox.patientExam(sender, 5102), "Missed");
    journeys.awaitHold(other, "MISSED");
    operator.expect(other, "re-invite", "c-1");
    journeys.awaitStage(other, "AWAITING_CONSULTATION");

    List<JsonNode> own = sandbox.invites(other);
    assertThat(own).hasSize(1);
    assertThat(own.get(0).path("patient_exams")).hasSize(1);
    assertThat(journeys.get(other).path("meetingId").asText()).isEqualTo(other);
    assertThat(journeys.get(sender)).isEqualTo(before);
    sandbox.decide(onlyExam(own.get(0)), "Rejected");
    sandbox.decide(sandbox.patientExam(sender, 5101), "Approved");
    journeys.awaitClosed(other, "REJECTED");
    journeys.awaitClosed(sender, "APPROVED");
    assertThat(sandbox.invites(sender)).hasSize(1);
  }

  @Test
  void a_sender_is_invited_anew_and_the_other_exam_goes_on() throws Exception {
    String sender = park("led", 5101, 5102);
    JsonNode before = journeys.get("juniper:led:5102");
    sandbox.decide(sandbox.patientExam(sender, 5101), "NA");
    journeys.awaitHold(sender, "NOT_APPLICABLE");
    operator.expect(sender, "re-invite", "c-1");
    journeys.awaitStage(sender, "AWAITING_CONSULTATION");

    List<JsonNode> invites = sandbox.invites(sender);
    assertThat(invites).hasSize(2);
    assertThat(journeys.get("juniper:led:5102")).isEqualTo(before);
    sandbox.decide(sandbox.patientExam(sender, 5102), "Approved");
    journeys.awaitClosed("juniper:led:5102", "APPROVED");
    sandbox.decide(onlyExam(invites.get(1)), "Approved");
    journeys.awaitClosed(sender, "APPROVED");
  }

  @Test
  void a_late_decision_of_the_exam_that_was_given_up_takes_the_new_one_back() throws Exception {
    String sender = park("given-up", 5101, 5102);
    String other = "juniper:given-up:5102";
    String old = sandbox.patientExam(sender, 5102);
    sandbox.decide(old, "Missed");
    journeys.awaitHold(other, "MISSED");
    operator.expect(other, "re-invite", "c-1");
    journeys.awaitStage(other, "AWAITING_CONSULTATION");
    sandbox.decide(old, "Approved");

    journeys.awaitClosed(other, "APPROVED");
    assertThat(journeys.timeline(other)).contains("SUPERFLUOUS_INVITE");
    String taken = onlyExam(sandbox.invites(other).get(0));
    assertThat(sandbox.exam(taken).path("status").asText()).isEqualTo("Cancelled");
    assertThat(journeys.get(sender).path("stage").asText()).isEqualTo("AWAITING_CONSULTATION");
  }

  @Test
  void a_decision_is_recorded_by_hand_and_lists_omit_its_note() throws Exception {
    String journey = park("by-hand", 5101);
    ObjectNode words =
        Operator.words("c-1").put("decision", "approved").put("evidence", "a portal page");
    JsonClient.Answer taken = operator.give(journey, "record-decision", words);
    assertThat(taken.status()).isEqualTo(200);

    JsonNode approved = journeys.awaitClosed(journey, "APPROVED");
    for (JsonNode answer :
        List.of(taken.body(), approved, system.operations().get("/journeys").body())) {
      assertThat(answer.toString()).doesNotContain("a portal page", "the test says so");
    }
    JsonNode entry = entry(approved, "DECISION_RECORDED_BY_PERSON");
    assertThat(entry.path("actor").asText()).isEqualTo("operations");
    assertThat(entry.path("detail").path("command").asText()).isEqualTo("c-1");
    assertThat(operator.give(journey, "record-decision", words).status())
        .as("again")
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"operations", "care", "compliance"})
  void notes_of_commands_are_read_with_a_purpose(String role) throws Exception {
    String journey = park("words-of-" + role, 5101);
    operator.expect(journey, "hold", "c-1");
    ObjectNode decided =
        Operator.words("c-2").put("decision", "approved").put("evidence", "a portal page");
    assertThat(operator.give(journey, "record-decision", decided).status()).isEqualTo(200);
    ObjectNode close = Operator.words("c-3").put("reason", "not \"needed\" any more");
    assertThat(operator.give(journey, "close", close).status()).isEqualTo(200);
    String key = keyOf(role);

    HttpResponse<String> timeline =
        system.read("/journeys/" + journey + "/timeline", key, "X-Purpose", "the patient asked");
    assertThat(timeline.statusCode()).isEqualTo(200);
    assertThat(timeline.headers().firstValue("Cache-Control")).contains("no-store");
    JsonNode read = JSON.readTree(timeline.body()).path("timeline");
    assertThat(noteOf(read, "HELD_BY_PERSON")).isEqualTo("the test says so");
    assertThat(noteOf(read, "DECISION_RECORDED_BY_PERSON"))
        .isEqualTo("the test says so\na portal page");
    assertThat(noteOf(read, "CLOSED")).isEqualTo("not \"needed\" any more");
    assertThat(entry(journeys.get(journey), "CLOSED").path("hasNote").asBoolean()).isTrue();
    assertThat(entry(journeys.get(journey), "ORDERED").path("hasNote").asBoolean()).isFalse();

    String audit = "/journeys/" + journey + "/audit/notes";
    HttpResponse<String> file = system.read(audit, key, "X-Purpose", "an audit");
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.body()).contains("\"words\":\"not \\\"needed\\\" any more\"");
    assertThat(AuditCheck.of(file.body().getBytes(UTF_8))).isInstanceOf(AuditFinding.Holds.class);
    assertThat(AuditCheck.of(file.body().replace("portal", "other").getBytes(UTF_8)))
        .isInstanceOf(AuditFinding.Broken.class);
    assertThat(system.read(audit, key).statusCode()).as("without a purpose").isEqualTo(422);
    assertThat(accesses(journey))
        .containsExactly("TIMELINE READ " + role, "AUDIT_NOTES READ " + role);
    assertThat(
            system.read("/journeys/" + journey + "/timeline", system.keys().backend()).statusCode())
        .isEqualTo(403);
    assertThat(accesses(journey)).contains("TIMELINE DENIED backend");
  }

  @Test
  void the_providers_refusal_is_read_with_the_hold() throws Exception {
    sandbox.arm("bad-request", "juniper");
    journeys.post(TestOrders.order("refused", "Waiting", 5101));
    JsonNode held = journeys.awaitHold("juniper:refused:5101", "NEEDS_INPUT");
    assertThat(held.toString()).doesNotContain("Missing required");

    HttpResponse<String> timeline =
        system.read(
            "/journeys/juniper:refused:5101/timeline",
            system.keys().operations(),
            "X-Purpose",
            "to ask the provider");
    JsonNode refusal = JSON.readTree(timeline.body()).at("/refusals/0");
    assertThat(refusal.path("call").asText()).isEqualTo("INVITE");
    assertThat(refusal.path("text").asText()).startsWith("http 400: ").contains("Missing required");
  }

  @Test
  void an_invited_journey_shows_its_reminder_and_the_expiry_of_its_link() throws Exception {
    JsonNode next = journeys.get(park("dated", 5101)).path("next");
    Instant reminder = Instant.parse(next.path("reminderAt").asText());
    Instant dies = Instant.parse(next.path("linkExpiresAt").asText());

    assertThat(next.path("due").asText()).isEqualTo(next.path("reminderAt").asText());
    assertThat(Duration.between(reminder, dies)).isEqualTo(Duration.ofDays(27));
  }

  @Test
  void a_decision_by_hand_ends_a_contradiction() throws Exception {
    String journey = park("torn", 5101);
    String exam = sandbox.patientExam(journey, 5101);
    sandbox.decide(exam, "Approved");
    journeys.awaitClosed(journey, "APPROVED");
    sandbox.decide(exam, "Rejected");
    journeys.awaitHold(journey, "CONTRADICTION");
    assertThat(operator.release(journey, "CONTRADICTION", "c-1").status()).isEqualTo(409);

    ObjectNode words = Operator.words("c-2").put("decision", "rejected").put("evidence", "a call");
    assertThat(operator.give(journey, "record-decision", words).status()).isEqualTo(200);
    journeys.awaitClosed(journey, "REJECTED");
  }

  @Test
  void only_a_journey_that_does_not_run_is_restarted() throws Exception {
    String journey = park("running", 5101);
    JsonClient.Answer refused = operator.give(journey, "restart", "c-1");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body().path("title").asText()).isEqualTo("Journey is running");
    assertThat(journeys.timeline(journey)).doesNotContain("RUN_RESTARTED");
  }

  @ParameterizedTest
  @CsvSource({
    "hold,",
    "release, /hold",
    "resolve-invite, /resolution /patientExamId",
    "resend,",
    "re-invite,",
    "record-decision, /decision /evidence",
    "cancel,",
    "close,",
    "restart,"
  })
  void each_command_is_refused_with_all_reasons_or_without_its_journey(
      String command, String particulars) throws Exception {
    String journey = park("wrong-" + command, 5101);
    ObjectNode typingError = JsonNodeFactory.instance.objectNode().put("raeson", "why");
    JsonClient.Answer refused = operator.give(journey, command, typingError);
    List<String> expected = new ArrayList<>(List.of("/raeson", "/commandId", "/reason"));
    expected.addAll(particulars == null ? List.of() : List.of(particulars.split(" ", -1)));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body().path("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(operator.give("juniper:unknown:5101", command, "c-1").status()).isEqualTo(404);
    Operator ofCedar = new Operator(system.operationsOf("cedar"));
    assertThat(ofCedar.give(journey, command, "c-1").status()).isEqualTo(404);
    Operator ofCompliance = new Operator(new JsonClient(system.url(), system.keys().compliance()));
    assertThat(ofCompliance.give(journey, command, "c-1").status()).isEqualTo(403);
    assertThat(journeys.timeline(journey))
        .containsExactly("ORDERED", "INVITE_SENDING", "INVITE_SENT");
  }

  @Test
  void a_command_is_one_command_however_often_it_is_given() throws Exception {
    String journey = park("once", 5101);
    String asked = "/journeys/" + journey + "/commands/c-1";
    assertThat(system.operations().get(asked).body().path("recorded").asBoolean()).isFalse();
    JsonNode first = operator.give(journey, "close", "c-1").body();
    assertThat(first.path("revision").asLong()).isPositive();

    JsonClient.Answer again = operator.give(journey, "close", "c-1");
    assertThat(again.status()).isEqualTo(200);
    assertThat(system.operations().get(asked).body().path("recorded").asBoolean()).isTrue();
    assertThat(journeys.count(journey, "CLOSED")).isEqualTo(1);
    assertThat(operator.give(journey, "close", "c-2").status()).as("closed").isEqualTo(409);
    assertThat(operator.give(journey, "restart", "c-3").status()).as("closed").isEqualTo(409);
  }

  private static String keyOf(String role) {
    return switch (role) {
      case "operations" -> system.keys().operations();
      case "care" -> system.keys().care();
      default -> system.keys().compliance();
    };
  }

  private static String noteOf(JsonNode timeline, String what) {
    for (JsonNode entry : timeline) {
      if (entry.path("what").asText().equals(what)) {
        return entry.path("note").asText();
      }
    }
    throw new AssertionError("no " + what + " in " + timeline);
  }

  /** Who read what of a journey, oldest first. */
  private static List<String> accesses(String journey) throws IOException {
    JsonNode lines =
        new JsonClient(system.url(), system.keys().compliance())
            .get("/access-log?journey=" + journey)
            .body()
            .path("lines");
    return StreamSupport.stream(lines.spliterator(), false)
        .map(
            line ->
                line.path("endpoint").asText()
                    + " "
                    + line.path("outcome").asText()
                    + " "
                    + line.path("caller").asText())
        .toList();
  }

  /** Orders exams that the provider leaves undecided; returns the meeting. */
  private static String park(String orderId, int... exams) throws IOException {
    journeys.post(TestOrders.order(orderId, "Waiting", exams));
    for (int exam : exams) {
      journeys.awaitInvited("juniper:" + orderId + ":" + exam);
    }
    return "juniper:" + orderId + ":" + exams[0];
  }

  private static int resends(String exam) throws IOException {
    JsonNode known = sandbox.exam(exam);
    assertThat(known.path("calls_by_endpoint").path("exam_invite_resend").asInt())
        .isEqualTo(known.path("resends").asInt());
    return known.path("resends").asInt();
  }

  private static String onlyExam(JsonNode invite) {
    assertThat(invite.path("patient_exams")).hasSize(1);
    return invite.path("patient_exams").path(0).path("patient_exam_id").asText();
  }

  private static JsonNode entry(JsonNode journey, String what) {
    for (JsonNode entry : journey.path("timeline")) {
      if (entry.path("what").asText().equals(what)) {
        return entry;
      }
    }
    throw new AssertionError("no " + what + " in " + journey.path("timeline"));
  }
}
