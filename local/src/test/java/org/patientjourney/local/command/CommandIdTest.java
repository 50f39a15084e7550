package org.patientjourney.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.patientjourney.local.Incidents;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Operator;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSystem;
import org.patientjourney.local.http.JsonClient;

/** A command id stands for one command: the same again is repeated, another one is refused. */
class CommandIdTest {
  private static TestSystem system;
  private static Journeys journeys;
  private static Operator operator;

  @BeforeAll
  static void start() throws Exception {
    system = TestSystem.shared();
    journeys = new Journeys(system.operations());
    operator = new Operator(system.operations());
  }

  @Test
  void an_id_of_a_journeys_command_is_refused_for_another_kind_content_or_reason()
      throws Exception {
    String journey = park("ticket");
    operator.expect(journey, "resend", "ticket-7");

    assertUsed(operator.give(journey, "cancel", "ticket-7"));
    assertUsed(operator.give(journey, "restart", "ticket-7"));
    assertUsed(
        operator.give(
            journey, "resend", Operator.words("ticket-7").put("reason", "another reason")));
    operator.expect(journey, "resend", "ticket-7");
    ObjectNode approved =
        Operator.words("ticket-8").put("decision", "approved").put("evidence", "the portal");
    assertThat(operator.give(journey, "record-decision", approved).status()).isEqualTo(200);
    assertUsed(operator.give(journey, "record-decision", approved.put("decision", "rejected")));
    assertUsed(
        operator.give(
            journey,
            "record-decision",
            approved.put("decision", "approved").put("evidence", "a phone call")));

    assertThat(journeys.timeline(journey)).doesNotContain("CANCEL_REQUESTED", "RUN_RESTARTED");
    assertThat(journeys.count(journey, "RESEND_REQUESTED")).isEqualTo(1);
  }

  @Test
  void an_id_of_a_refused_command_stays_with_that_command() throws Exception {
    String journey = park("refused-command");
    assertThat(operator.release(journey, "MISSED", "c-1").status()).isEqualTo(409);
    assertThat(operator.release(journey, "MISSED", "c-1").body().path("title").asText())
        .isEqualTo("Command refused by the journey");

    assertUsed(operator.release(journey, "HANDOVER", "c-1"));
    assertUsed(operator.give(journey, "hold", "c-1"));
  }

  @Test
  void an_id_of_an_orders_command_is_refused_for_another() throws Exception {
    String journey = park("whole");
    JsonNode order = order("whole");
    ObjectNode correction = Operator.words("c-1").set("patient", order.path("patient"));
    String orders = "/orders/juniper/whole";
    assertThat(system.operations().post(orders + "/corrections", correction).status())
        .isEqualTo(200);

    assertUsed(system.operations().post(orders + "/cancel", Operator.words("c-1")));
    assertUsed(operator.give(journey, "close", "c-1"));
    ObjectNode other = correction.deepCopy();
    ((ObjectNode) other.path("patient")).put("firstName", "Other");
    assertUsed(system.operations().post(orders + "/corrections", other));
    assertThat(system.operations().post(orders + "/corrections", correction).status())
        .isEqualTo(200);
    assertThat(journeys.timeline(journey)).doesNotContain("CANCEL_REQUESTED", "CLOSED");
  }

  @Test
  void an_id_at_an_incident_or_alarm_is_refused_for_another_reason() throws Exception {
    system.sandbox().putOutOfOrder("locked", "key_accepted");
    journeys.post(TestOrders.order("locked", "held", "Waiting", 5101));
    journeys.awaitHold("locked:held:5101", "KEY_REFUSED");
    Incidents incidents = new Incidents(system.operations());
    String incident = incidents.href("locked");
    incidents.resolve("locked", "c-1");
    incidents.awaitStatus("locked", "OPEN");
    ObjectNode otherReason = Operator.words("c-1").put("reason", "another reason");
    assertUsed(system.operations().post(incident + "/resolve", otherReason));

    String subject = "incident-" + incidents.of("locked").path("incidentId").asText();
    long alarm = operator.openAlarms(subject).get(0).path("alarmId").asLong();
    assertThat(operator.acknowledge(alarm, "c-1").status()).isEqualTo(200);
    assertThat(operator.acknowledge(alarm, "c-1").status()).isEqualTo(200);
    assertUsed(system.operations().post("/alarms/" + alarm + "/acknowledge", otherReason));
  }

  @Test
  void an_id_of_a_replay_or_an_assignment_is_refused_for_another() throws Exception {
    String journey = park("delivered");
    String exam = system.sandbox().patientExam(journey, 5101);
    system.sandbox().decide(exam, "Missed");
    journeys.awaitEntry(journey, "CONSULTATION_REPORTED");
    String path = "/webhook-deliveries";
    String delivery =
        system
            .operations()
            .get(path + "?journey=" + journey)
            .body()
            .at("/deliveries/0/deliveryId")
            .asText();
    ObjectNode replay = Operator.words("c-1").put("journey", journey).put("dryRun", false);
    assertThat(system.operations().post(path + "/replay", replay).status()).isEqualTo(200);
    assertThat(system.operations().post(path + "/replay", replay).status()).isEqualTo(200);
    assertUsed(
        system.operations().post(path + "/replay", replay.deepCopy().put("state", "APPLIED")));

    String assign = path + "/" + delivery + "/assign";
    JsonClient.Answer applied =
        system.operations().post(assign, Operator.words("c-1").put("journeyId", journey));
    assertThat(applied.body().path("title").asText()).isEqualTo("Assignment refused");
    assertUsed(
        system
            .operations()
            .post(assign, Operator.words("c-1").put("journeyId", "juniper:another:5101")));
  }

  private static void assertUsed(JsonClient.Answer answer) {
    assertThat(answer.body().path("title").asText()).isEqualTo("Command differs");
    assertThat(answer.status()).isEqualTo(409);
  }

  private static JsonNode order(String orderId) {
    return TestOrders.order(orderId, "Waiting", 5101);
  }

  private static String park(String orderId) throws IOException {
    journeys.post(TestOrders.order(orderId, "Waiting", 5101));
    journeys.awaitInvited("juniper:" + orderId + ":5101");
    return "juniper:" + orderId + ":5101";
  }
}
