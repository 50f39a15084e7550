package org.patientjourney.local.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

/**
 * The end of an incident: one journey is released as a probe, and its result decides for the rest.
 */
class IncidentProbeTest {
  private static final String CAUSE = "KEY_REFUSED";

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

  @Test
  void a_dry_run_lists_what_would_be_released_and_changes_nothing() throws Exception {
    List<String> held = hold("dry", 3);
    sandbox.putInOrder("dry");
    List<JsonNode> before = all(held);
    JsonNode plan = incidents.dryRun("dry");

    assertThat(plan.path("dryRun").asBoolean()).isTrue();
    assertThat(plan.path("probe").asText()).isEqualTo(held.get(0));
    assertThat(texts(plan.path("releases"))).containsExactlyElementsOf(held);
    assertThat(incidents.of("dry").path("status").asText()).isEqualTo("OPEN");

    JsonNode resolution = incidents.resolve("dry", "c-1");
    assertThat(all(held).subList(1, 3)).as("until then").isEqualTo(before.subList(1, 3));
    assertThat(resolution.path("releases")).as("as listed").isEqualTo(plan.path("releases"));
    incidents.awaitStatus("dry", "RESOLVED");
  }

  @Test
  void a_refused_probe_costs_one_call_and_the_others_stay_held() throws Exception {
    List<String> held = hold("early", 3);
    List<JsonNode> before = all(held);
    assertThat(incidents.resolve("early", "c-1").path("probe").asText()).isEqualTo(held.get(0));

    incidents.awaitStatus("early", "OPEN");
    await().until(() -> journeys.count(held.get(0), "INVITE_REFUSED") == 2);
    JsonNode incident = incidents.of("early");
    assertThat(incident.path("held").asInt()).isEqualTo(3);
    assertThat(incident.has("probe")).isFalse();
    assertThat(incident.has("resolvedBy")).isFalse();
    assertThat(sandbox.calls("early", "exam_invite")).isEqualTo(2);
    assertThat(all(held).subList(1, 3)).isEqualTo(before.subList(1, 3));

    incidents.resolve("early", "c-1");
    assertThat(incidents.of("early").path("status").asText()).as("again").isEqualTo("OPEN");
    assertThat(operator.alarms(subject("early"))).hasSize(1);
    JsonNode alarm = journeys.get(held.get(0)).at("/alarms/0");
    assertThat(alarm.path("kind").asText()).isEqualTo("INCIDENT_PROBE_FAILED");
    assertThat(alarm.path("severity").asText()).isEqualTo("TICKET");
    assertThat(alarm.path("owner").asText()).isEqualTo("OPERATIONS");
    assertThat(alarm.path("text").asText()).isNotBlank();
    assertThat(alarm.path("href").asText()).isEqualTo(incidents.href("early"));
  }

  @Test
  void a_sent_probe_releases_all_others_and_each_is_sent_once() throws Exception {
    List<String> held = new ArrayList<>(hold("sent", 3));
    journeys.post(TestOrders.order("sent", "two", "Waiting", 5101, 5102));
    journeys.awaitHold("sent:two:5102", CAUSE);
    held.add("sent:two:5101");
    sandbox.putInOrder("sent");
    incidents.resolve("sent", "c-1");

    JsonNode resolved = incidents.awaitStatus("sent", "RESOLVED");
    assertThat(resolved.path("resolvedBy").asText()).isEqualTo("operations");
    assertThat(resolved.path("journeys").asInt()).isEqualTo(5);
    String alarms = "incident-" + resolved.path("incidentId").asText();
    assertThat(operator.openAlarms(alarms)).as("closed with it").isEmpty();
    assertThat(operator.alarms(alarms).get(0).path("acknowledgedBy").asText()).isEqualTo("engine");
    awaitSent(held);
    journeys.awaitStage("sent:two:5102", "AWAITING_CONSULTATION");
    assertThat(incidents.of("sent").path("held").asInt()).isZero();
    assertThat(sandbox.calls("sent", "exam_invite")).isEqualTo(5);

    assertThat(incidents.resolve("sent", "c-1").path("releases")).isEmpty();
    assertThat(incidents.resolve("sent", "c-2").path("releases")).isEmpty();
    assertThat(incidents.of("sent")).isEqualTo(incidents.of("sent"));
    assertThat(sandbox.calls("sent", "exam_invite")).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({"field, bad-request, HELD", "silent, timeout-after-success, INVITE_UNKNOWN"})
  void a_probe_without_a_result_releases_the_next(String clinic, String fault, String stage)
      throws Exception {
    List<String> held = hold(clinic, 3);
    sandbox.putInOrder(clinic);
    sandbox.arm(fault, clinic);
    incidents.resolve(clinic, "c-1");

    incidents.awaitStatus(clinic, "RESOLVED");
    awaitSent(held.subList(1, 3));
    assertThat(journeys.get(held.get(0)).path("stage").asText()).isEqualTo(stage);
    assertThat(sandbox.calls(clinic, "exam_invite")).isEqualTo(4);
    assertThat(incidents.of(clinic).path("held").asInt()).isZero();
  }

  @Test
  void a_hold_is_not_released_alone_while_the_incident_lasts() throws Exception {
    List<String> held = hold("single", 2);
    JsonClient.Answer refused = operator.release(held.get(1), CAUSE, "c-1");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body().path("detail").asText()).contains(incidents.href("single"));
    assertThat(sandbox.calls("single", "exam_invite")).isEqualTo(1);
    operator.expect(held.get(0), "close", "c-1");
    sandbox.putInOrder("single");
    assertThat(incidents.resolve("single", "c-1").path("probe").asText()).isEqualTo(held.get(1));
    awaitSent(held.subList(1, 2));
  }

  @Test
  void closing_the_probe_lets_the_next_go() throws Exception {
    List<String> held = hold("closed", 3);
    sandbox.putInOrder("closed");
    sandbox.arm("rate-limited", "closed");
    incidents.resolve("closed", "c-1");
    await().until(() -> sandbox.calls("closed", "exam_invite") == 2);
    assertThat(incidents.of("closed").path("status").asText()).isEqualTo("PROBING");
    assertThat(incidents.of("closed").path("probe").asText()).isEqualTo(held.get(0));

    operator.expect(held.get(0), "close", "c-1");
    incidents.awaitStatus("closed", "RESOLVED");
    awaitSent(held.subList(1, 3));
    assertThat(journeys.get(held.get(0)).path("stage").asText()).isEqualTo("CLOSED_BY_PERSON");
    assertThat(sandbox.invites(held.get(0))).isEmpty();
  }

  @Test
  void a_journey_held_by_a_person_is_no_probe_and_is_not_released() throws Exception {
    List<String> held = hold("stopped", 2);
    operator.expect(held.get(0), "hold", "c-1");
    sandbox.putInOrder("stopped");
    assertThat(incidents.resolve("stopped", "c-1").path("probe").asText()).isEqualTo(held.get(1));

    awaitSent(held.subList(1, 2));
    incidents.awaitStatus("stopped", "RESOLVED");
    assertThat(sandbox.invites(held.get(0))).isEmpty();
    assertThat(operator.release(held.get(0), "HELD_BY_PERSON", "c-2").status()).isEqualTo(200);
    assertThat(operator.release(held.get(0), CAUSE, "c-3").status()).isEqualTo(200);
    awaitSent(held.subList(0, 1));
  }

  @Test
  void an_order_received_during_a_probe_waits_for_it() throws Exception {
    List<String> held = hold("late", 2);
    sandbox.putInOrder("late");
    sandbox.arm("rate-limited", "late");
    incidents.resolve("late", "c-1");
    await().until(() -> sandbox.calls("late", "exam_invite") == 2);
    journeys.post(TestOrders.order("late", "o-3", "Waiting", 5101));
    journeys.awaitHold("late:o-3:5101", CAUSE);
    assertThat(sandbox.calls("late", "exam_invite")).isEqualTo(2);
    assertThat(incidents.of("late").path("held").asInt()).as("but the probe").isEqualTo(2);

    operator.expect(held.get(0), "close", "c-1");
    awaitSent(List.of(held.get(1), "late:o-3:5101"));
    assertThat(incidents.of("late").path("status").asText()).isEqualTo("RESOLVED");
  }

  /** It had its turn, was refused for another reason, and is held once more when the next goes. */
  @Test
  void a_probe_that_is_held_again_is_not_forgotten_at_the_end() throws Exception {
    List<String> held = hold("again", 2);
    sandbox.putInOrder("again");
    sandbox.arm("bad-request", "again");
    sandbox.arm("rate-limited", "again");
    incidents.resolve("again", "c-1");
    await().until(() -> sandbox.calls("again", "exam_invite") == 3);
    journeys.awaitHold(held.get(0), "NEEDS_INPUT");
    assertThat(operator.release(held.get(0), "NEEDS_INPUT", "c-1").status()).isEqualTo(200);
    journeys.awaitHold(held.get(0), CAUSE);
    assertThat(sandbox.calls("again", "exam_invite")).isEqualTo(3);

    operator.expect(held.get(1), "close", "c-1");
    awaitSent(held.subList(0, 1));
    incidents.awaitStatus("again", "RESOLVED");
  }

  /** Held by the incident in the moment of its end, before the journey has recorded the hold. */
  @Test
  void an_order_received_while_the_incident_ends_is_not_lost() throws Exception {
    List<String> orders = new ArrayList<>(hold("crowd", 1));
    sandbox.putInOrder("crowd");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> posts = new ArrayList<>();
      for (int i = 2; i <= 40; i++) {
        String order = "o-" + i;
        orders.add("crowd:" + order + ":5101");
        posts.add(
            threads.submit(
                () -> {
                  journeys.post(TestOrders.order("crowd", order, "Waiting", 5101));
                  return null;
                }));
        if (i == 10) {
          incidents.resolve("crowd", "c-1");
        }
      }
      for (Future<?> post : posts) {
        post.get();
      }
    } finally {
      threads.shutdownNow();
    }
    awaitSent(orders);
    assertThat(incidents.of("crowd").path("held").asInt()).isZero();
  }

  /** Orders of a clinic whose key is refused, in the order in which they are held. */
  private static List<String> hold(String clinic, int orders) throws IOException {
    sandbox.putOutOfOrder(clinic, "key_accepted");
    List<String> held = new ArrayList<>();
    for (int i = 1; i <= orders; i++) {
      journeys.post(TestOrders.order(clinic, "o-" + i, "Waiting", 5101));
      held.add(clinic + ":o-" + i + ":5101");
      journeys.awaitHold(held.get(i - 1), CAUSE);
    }
    return held;
  }

  private static void awaitSent(List<String> senders) throws IOException {
    for (String sender : senders) {
      journeys.awaitStage(sender, "AWAITING_CONSULTATION");
      assertThat(sandbox.invites(sender)).as(sender).hasSize(1);
    }
  }

  private static List<JsonNode> all(List<String> ids) throws IOException {
    List<JsonNode> found = new ArrayList<>();
    for (String id : ids) {
      found.add(journeys.get(id));
    }
    return found;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static String subject(String clinic) throws IOException {
    return "incident-" + incidents.of(clinic).path("incidentId").asText();
  }
}
