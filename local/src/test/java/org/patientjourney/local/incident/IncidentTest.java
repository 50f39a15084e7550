package org.patientjourney.local.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.local.Incidents;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Operator;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSandbox;
import org.patientjourney.local.TestSystem;
import org.patientjourney.local.http.JsonClient;

/** One outside cause holds what it concerns, without a call for each, and nothing else. */
class IncidentTest {
  private static TestSystem system;
  private static TestSandbox sandbox;
  private static Journeys journeys;
  private static Incidents incidents;
  private static Operator operator;

  @BeforeAll
  static void start() throws Exception {
    system = TestSystem.shared();
    sandbox = system.sandbox();
    journeys = new Journeys(system.operations());
    incidents = new Incidents(system.operations());
    operator = new Operator(system.operations());
  }

  @ParameterizedTest
  @CsvSource({
    "key, key_accepted, KEY_REFUSED,",
    "unsigned, agreements_signed, AGREEMENTS_UNSIGNED,",
    "no-clinician, states_without_provider, PROVIDER_NOT_CONFIGURED, TE",
    "contract, rx_contract_signed, PRESCRIPTION_CONTRACT_UNSIGNED,"
  })
  void each_known_401_opens_one_incident_that_holds_the_next_without_a_call(
      String clinic, String missing, String cause, String state) throws Exception {
    sandbox.putOutOfOrder(clinic, missing);
    journeys.post(TestOrders.prescription(clinic, "first", "Waiting"));
    journeys.awaitHold(clinic + ":first:5204", cause);
    JsonNode opened = incidents.of(clinic);
    journeys.post(TestOrders.prescription(clinic, "second", "Waiting"));
    journeys.awaitHold(clinic + ":second:5204", cause);

    assertThat(sandbox.calls(clinic, "exam_invite")).isEqualTo(1);
    assertThat(opened.path("cause").asText()).isEqualTo(cause);
    assertThat(opened.path("status").asText()).isEqualTo("OPEN");
    assertThat(opened.path("owner").asText()).isEqualTo("CLINIC");
    assertThat(opened.path("patientState").asText(null)).isEqualTo(state);
    for (String order : List.of("first", "second")) {
      JsonNode hold = journeys.get(clinic + ":" + order + ":5204").path("holds").path(0);
      assertThat(hold.path("incident").asText())
          .isEqualTo("/incidents/" + opened.path("incidentId"));
    }
    JsonNode joined = incidents.of(clinic);
    assertThat(joined.path("incidentId")).isEqualTo(opened.path("incidentId"));
    assertThat(joined.path("journeys").asInt()).isEqualTo(2);
    assertThat(joined.path("held").asInt()).isEqualTo(2);
  }

  @Test
  void journeys_outside_an_incident_go_on() throws Exception {
    sandbox.putOutOfOrder("pills", "rx_contract_signed");
    journeys.post(TestOrders.prescription("pills", "held", "Waiting"));
    journeys.awaitHold("pills:held:5204", "PRESCRIPTION_CONTRACT_UNSIGNED");

    journeys.post(TestOrders.order("pills", "good-faith", "Approve", 5101));
    journeys.post(TestOrders.prescription("juniper", "elsewhere", "Waiting"));
    journeys.awaitClosed("pills:good-faith:5101", "APPROVED");
    journeys.awaitStage("juniper:elsewhere:5204", "AWAITING_CONSULTATION");
    assertThat(incidents.of("pills").path("journeys").asInt()).isEqualTo(1);
  }

  @Test
  void a_journey_is_held_with_the_sender_of_its_meeting() throws Exception {
    sandbox.putOutOfOrder("members", "agreements_signed");
    journeys.post(TestOrders.order("members", "two", "Waiting", 5101, 5102));
    journeys.awaitHold("members:two:5101", "AGREEMENTS_UNSIGNED");
    journeys.awaitHold("members:two:5102", "AGREEMENTS_UNSIGNED");

    assertThat(incidents.of("members").path("held").asInt()).isEqualTo(2);
    assertThat(incidents.dryRun("members").path("releases")).hasSize(1);
    JsonNode seen = system.operationsOf("members").get("/incidents").body().path("incidents");
    assertThat(seen.findValuesAsText("clinic")).containsExactly("members");
  }

  @Test
  void a_key_of_another_clinic_sees_no_incident() throws Exception {
    sandbox.putOutOfOrder("hidden", "key_accepted");
    journeys.post(TestOrders.order("hidden", "held", "Waiting", 5101));
    journeys.awaitHold("hidden:held:5101", "KEY_REFUSED");
    String incident = incidents.href("hidden");
    JsonClient cedar = system.operationsOf("cedar");

    assertThat(cedar.get(incident).status()).isEqualTo(404);
    assertThat(cedar.get("/incidents?clinic=hidden").body().path("incidents")).isEmpty();
    assertThat(cedar.post(incident + "/resolve", Operator.words("c-1")).status()).isEqualTo(404);
    ObjectNode dryRun = Operator.words("c-2").put("dryRun", true);
    assertThat(cedar.post(incident + "/resolve", dryRun).status()).isEqualTo(404);
    assertThat(system.backend().get("/incidents").status()).isEqualTo(403);
    assertThat(incidents.of("hidden").path("status").asText()).isEqualTo("OPEN");
  }

  @Test
  void its_alarm_is_raised_once_and_is_open_until_acknowledged() throws Exception {
    sandbox.putOutOfOrder("two-held", "key_accepted");
    for (String order : List.of("first", "second")) {
      journeys.post(TestOrders.order("two-held", order, "Waiting", 5101));
      journeys.awaitHold("two-held:" + order + ":5101", "KEY_REFUSED");
    }
    String subject = "incident-" + incidents.of("two-held").path("incidentId").asText();
    List<JsonNode> raised = operator.openAlarms(subject);
    assertThat(raised).hasSize(1);
    assertThat(raised.get(0).path("kind").asText()).isEqualTo("INCIDENT_OPEN");
    long alarm = raised.get(0).path("alarmId").asLong();
    JsonClient cedar = system.operationsOf("cedar");
    String acknowledge = "/alarms/" + alarm + "/acknowledge";
    assertThat(cedar.post(acknowledge, Operator.words("c-1")).status()).isEqualTo(404);

    assertThat(operator.acknowledge(alarm, "c-2").status()).isEqualTo(200);
    assertThat(operator.openAlarms(subject)).isEmpty();
    List<JsonNode> seenTo = operator.alarms(subject);
    assertThat(seenTo).hasSize(1);
    assertThat(seenTo.get(0).path("acknowledgedBy").asText()).isEqualTo("operations");
    assertThat(incidents.of("two-held").path("status").asText()).isEqualTo("OPEN");
  }
}
