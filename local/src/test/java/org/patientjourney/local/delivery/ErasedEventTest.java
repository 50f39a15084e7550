package org.patientjourney.local.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.patientjourney.local.Deliveries;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Operator;
import org.patientjourney.local.Patience;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSandbox;
import org.patientjourney.local.TestSystem;
import org.patientjourney.local.http.JsonClient;

/** What the provider's webhook brings about a patient whose data was erased. */
class ErasedEventTest {
  private static TestSystem system;
  private static TestSandbox sandbox;
  private static Journeys journeys;
  private static Deliveries deliveries;
  private static Operator operator;
  private static JsonClient compliance;

  @BeforeAll
  static void start() throws IOException {
    system = TestSystem.shared();
    sandbox = system.sandbox();
    journeys = new Journeys(system.operations());
    deliveries = new Deliveries(system.operations());
    operator = new Operator(system.operations());
    compliance = new JsonClient(system.url(), system.keys().compliance());
  }

  @Test
  void a_late_decision_is_taken_kept_with_a_key_of_its_own_and_held_until_it_is_erased_too()
      throws Exception {
    String order = "erased-late";
    String journey = "juniper:" + order + ":5101";
    journeys.post(TestOrders.order(order, "Waiting", 5101));
    journeys.awaitInvited(journey);
    String exam = sandbox.patientExam(journey, 5101);
    sandbox.decide(exam, "Approved");
    journeys.awaitClosed(journey, "APPROVED");
    JsonNode first = deliveries.awaitLatest(journey, 1, "APPLIED");
    erase(order, "e-1");
    assertThat(read(first).statusCode()).as("what was erased").isEqualTo(410);

    int event = sandbox.decide(exam, "Missed");
    JsonNode late = deliveries.awaitLatest(journey, 2, "LATE");
    assertThat(operator.openAlarms(journey)).as("it changes nothing").isEmpty();
    assertThat(sandbox.deliver(event, 1)).as("the same again").containsExactly(200);

    ObjectNode rejected = Deliveries.decision("Rejected").put("patient_exam_id", exam);
    assertThat(sandbox.fire(exam, rejected.put("reason", "said of Rivka"))).isEqualTo(200);
    JsonNode held = journeys.awaitHold(journey, "CONTRADICTION");
    assertThat(held.path("open").asBoolean()).isTrue();
    assertThat(kinds(journey)).contains("CONTRADICTION");
    JsonNode decisive = deliveries.awaitLatest(journey, deliveries.of(journey).size(), "APPLIED");
    assertThat(read(decisive).body()).as("evidence").contains("said of Rivka");
    assertThat(stored(decisive)).as("with a key that can be destroyed").isEqualTo("t");
    assertThat(stored(first)).isEqualTo("f");
    assertThat(read(late).statusCode()).isEqualTo(200);

    assertThat(erasure(order, "e-2").status()).as("while it is open").isEqualTo(409);
    operator.expect(journey, "close", "c-1");
    journeys.awaitClosed(journey, "CLOSED_BY_PERSON");
    erase(order, "e-3");
    for (JsonNode delivery : List.of(first, late, decisive)) {
      assertThat(read(delivery).statusCode()).isEqualTo(410);
    }
    assertThat(
            compliance
                .get("/journeys/" + journey + "/audit/check")
                .body()
                .path("holds")
                .asBoolean())
        .isTrue();
  }

  /** Once nothing of the patient is being handled, as if the retention had passed. */
  private static void erase(String order, String commandId) throws Exception {
    await("erasure of " + order)
        .atMost(Patience.USUAL)
        .pollInterval(Patience.LOOKS)
        .until(
            () -> {
              sql(
                  "update journey set updated_at = updated_at - interval '8 years'"
                      + " where order_id = '%s' returning 1".formatted(order));
              return erasure(order, commandId).status() == 200;
            });
  }

  private static JsonClient.Answer erasure(String order, String commandId) throws IOException {
    return compliance.post("/patients/juniper/P-" + order + "/erasure", Operator.words(commandId));
  }

  private static HttpResponse<String> read(JsonNode delivery) throws Exception {
    return system.read(
        Deliveries.href(delivery) + "/body", system.keys().dispensing(), "X-Purpose", "a test");
  }

  private static List<String> kinds(String journey) throws IOException {
    return operator.openAlarms(journey).stream().map(alarm -> alarm.path("kind").asText()).toList();
  }

  /** Whether the key of a stored body is there, and the body no plain text. */
  private static String stored(JsonNode delivery) throws Exception {
    return sql(
        "select body_key is not null and position('%s'::bytea in body) = 0 from webhook_delivery"
                .formatted("patient_exam_id")
            + " where delivery_id = '"
            + delivery.path("deliveryId").asText()
            + "'");
  }

  private static String sql(String statement) throws IOException {
    return system
        .owner()
        .withHandle(owner -> owner.createQuery(statement).mapTo(String.class).one());
  }
}
