package org.patientjourney.local.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.local.Deliveries;
import org.patientjourney.local.Incidents;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Operator;
import org.patientjourney.local.Pauses;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestStore;
import org.patientjourney.local.TestSystem;
import org.patientjourney.local.console.Browser.Page;

/** What is done on the pages of alarms, incidents, pauses, deliveries and stores' orders. */
class CommandFormsTest {
  private static final String CLINIC = "forms";
  private static final Map<String, String> REASON = Map.of("reason", "the test says so");

  private static TestSystem system;
  private static Journeys journeys;
  private static Browser operations;

  @BeforeAll
  static void start() throws IOException {
    system = TestSystem.shared();
    journeys = new Journeys(system.operations());
    operations = Browser.of(system, "operations");
  }

  @Test
  void calls_are_paused_once_their_alarm_is_acknowledged_once_and_the_pause_is_released()
      throws IOException {
    Pauses pauses = new Pauses(system.operations());
    Page free = operations.get("/console/pauses");
    assertThat(free.html()).contains("<option>" + CLINIC + "</option>", "<option>*</option>");
    Map<String, String> begin = new TreeMap<>(free.hidden("/console/pauses"));
    begin.put("clinic", CLINIC);
    assertThat(operations.post("/console/pauses", begin).html()).contains("/reason");
    assertThat(pauses.inForce(CLINIC)).isEmpty();
    begin.putAll(REASON);
    Page paused = operations.post("/console/pauses", begin);
    assertThat(paused.html())
        .contains("The command is recorded")
        .doesNotContain("<option>" + CLINIC + "</option>");
    assertThat(operations.post("/console/pauses", begin).status()).as("sent twice").isEqualTo(200);
    begin.put("commandId", "another");
    assertThat(operations.post("/console/pauses", begin).status()).as("stale").isEqualTo(409);
    JsonNode pause = pauses.inForce(CLINIC).path(0);
    assertThat(pauses.inForce(CLINIC)).hasSize(1);
    assertThat(pause.path("begunBy").asText()).isEqualTo("operations");

    acknowledge("pause-" + pause.path("pauseId"));

    String release = "/console" + pause.path("href").asText() + "/release";
    assertThat(operations.send(paused, release, REASON).html())
        .contains("The command is recorded", "<option>" + CLINIC + "</option>");
    assertThat(pauses.inForce(CLINIC)).isEmpty();
    assertThat(operations.get("/console/pauses").offers(release)).isFalse();
    Map<String, String> again = new TreeMap<>(paused.hidden(release));
    again.put("commandId", "released-later");
    again.putAll(REASON);
    assertThat(operations.post(release, again).status()).as("stale").isEqualTo(409);
  }

  private static void acknowledge(String subject) throws IOException {
    Operator operator = new Operator(system.operations());
    JsonNode alarm = operator.openAlarms(subject).get(0);
    String path = "/console/alarms/" + alarm.path("alarmId") + "/acknowledge";
    Page open = operations.get("/console/alarms");
    Page done = operations.send(open, path, REASON);
    assertThat(done.html()).contains("The command is recorded");
    assertThat(done.offers(path)).isFalse();
    assertThat(operator.openAlarms(subject)).isEmpty();
    assertThat(operator.alarms(subject).get(0).path("acknowledgedBy").asText())
        .isEqualTo("operations");
    assertThat(operations.send(open, path, REASON).status()).as("sent twice").isEqualTo(200);
    Page stale = operations.send(open, path, Map.of("reason", "too late", "commandId", "later"));
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.html()).contains("Changed meanwhile", "href=\"/console/alarms\"");
  }

  @Test
  void an_incident_says_what_it_would_release_and_releases_that() throws IOException {
    String clinic = "forms-held";
    system.sandbox().putOutOfOrder(clinic, "key_accepted");
    for (String order : List.of("one", "two")) {
      journeys.post(TestOrders.order(clinic, order, "Waiting", 5101));
      journeys.awaitHold(clinic + ":" + order + ":5101", "KEY_REFUSED");
    }
    Incidents incidents = new Incidents(system.operations());
    String path = "/console" + incidents.href(clinic) + "/resolve";
    Page page = operations.get("/console/incidents");
    assertThat(form(page, path))
        .contains("<dd>" + clinic + ":one:5101: its invite is sent to find out</dd>")
        .contains("<dd>1 more journeys</dd>");
    system.sandbox().putInOrder(clinic);
    assertThat(operations.send(page, path, REASON).html()).contains("The command is recorded");
    incidents.awaitStatus(clinic, "RESOLVED");
    journeys.awaitInvited(clinic + ":one:5101");
    journeys.awaitInvited(clinic + ":two:5101");
    assertThat(operations.get("/console/incidents").offers(path)).isFalse();
  }

  @Test
  void a_delivery_is_assigned_where_the_api_takes_it_and_nowhere_else() throws Exception {
    Deliveries deliveries = new Deliveries(system.operations());
    String journey = invited("console-lost");
    String exam = system.sandbox().patientExam(journey, 5101);
    system.sandbox().fire(exam, Deliveries.decision("Deferred"));
    JsonNode lost = deliveries.awaitLatest(journey, 1, "NEEDS_REVIEW");
    String list = "/console/deliveries?journey=" + journey;
    String assign = "/console/deliveries/" + lost.path("deliveryId").asText() + "/assign";
    Page page = operations.get(list);
    Map<String, String> written = new TreeMap<>(REASON);
    written.put("journeyId", "juniper:no-such:5101");
    assertThat(operations.send(page, assign, written).status()).isEqualTo(409);
    written.putAll(Map.of("journeyId", journey, "commandId", "c-assign"));
    assertThat(operations.send(page, assign, written).html()).contains("The command is recorded");
    deliveries.awaitLatest(journey, 1, "APPLIED");
    assertThat(operations.get(list).offers(assign)).as("recorded").isFalse();
    assertThat(deliveries.assign(lost, journey + ":follow-up", "c-other").status()).isEqualTo(409);
  }

  @Test
  void deliveries_are_replayed_as_the_page_says() throws Exception {
    Instant since = system.now();
    Deliveries deliveries = new Deliveries(system.operations());
    system.sandbox().arm("hold-answer", 1);
    journeys.post(TestOrders.order("console-early", "Waiting", 5101, 5102));
    String meeting = "juniper:console-early:5101";
    String other = "juniper:console-early:5102";
    await().until(() -> system.sandbox().state().path("held_answers").asInt() == 1);
    String exam = system.sandbox().patientExam(meeting, 5102);
    ObjectNode early = Deliveries.decision("Approved").put("patient_exam_id", exam);
    system.sandbox().fire(exam, early.put("exam_id", 5104)); // else the sweep reads it again
    deliveries.awaitLatest(meeting, 1, "NEEDS_REVIEW");
    system.sandbox().release();
    journeys.awaitHold(other, "UNREADABLE_DELIVERY");
    assertThat(
            new Operator(system.operations())
                .release(other, "UNREADABLE_DELIVERY", "c-release")
                .status())
        .isEqualTo(200);
    system.sandbox().decide(exam, "Deferred"); // resolves an invite whose answer came too late
    deliveries.awaitLatest(meeting, 2, "APPLIED");

    String replay = "/console/deliveries/replay";
    Page list = operations.get("/console/deliveries?journey=" + meeting + "&since=" + since);
    String link =
        list.links().stream().filter(found -> found.startsWith(replay)).findFirst().orElseThrow();
    String set = link.replace("&amp;", "&");
    Page plan = operations.get(set);
    assertThat(plan.html()).contains("<td>acts on patient</td>");
    Page done = operations.send(plan, replay, REASON);
    assertThat(done.html()).contains("The command is recorded");
    journeys.awaitClosed(other, "APPROVED");
    assertThat(journeys.count(other, "DELIVERY_REPLAYED")).isEqualTo(1);
    assertThat(operations.send(plan, replay, REASON).status()).as("sent twice").isEqualTo(200);
    assertThat(journeys.count(other, "DELIVERY_REPLAYED")).isEqualTo(1);
    assertThat(operations.get(set).offers(replay)).as("nothing would have an effect").isFalse();
  }

  @Test
  void a_stopped_store_order_is_tried_again_and_an_accepted_one_is_not() throws Exception {
    TestStore store = new TestStore(system.url());
    ObjectNode order = TestStore.wooCommerce(9001, "processing", "2026-11-20T12:16:02");
    ((ObjectNode) order.path("line_items").path(0)).put("sku", "NEVER-CONFIGURED");
    assertThat(store.tell(order)).isEqualTo("UNMAPPED");
    JsonNode stopped = delivery("UNMAPPED", "woo-9001");
    String retry = "/console/store-orders/" + stopped.path("id") + "/retry";
    Page page = operations.get("/console/store-orders?clinic=" + TestStore.CLINIC);
    assertThat(form(page, retry)).contains("as config.yml is now");
    assertThat(operations.send(page, retry, REASON).html()).contains("The command is recorded");
    assertThat(operations.get("/console/store-orders").offers(retry)).as("still").isTrue();
    String dismiss = "/console/store-orders/" + stopped.path("id") + "/dismiss";
    Page again = operations.get("/console/store-orders");
    assertThat(operations.send(again, dismiss, REASON).html()).contains("The command is recorded");
    assertThat(operations.get("/console/store-orders").offers(dismiss)).isFalse();
    assertThat(operations.get("/console/store-orders?outcome=DISMISSED").offers(retry)).isFalse();

    assertThat(store.tell(TestStore.wooCommerce(9002, "pending", "2026-11-20T12:16:02")))
        .isEqualTo("WAITING_FOR_PAYMENT");
    JsonNode waiting = delivery("WAITING_FOR_PAYMENT", "woo-9002");
    String href = "/store-deliveries/" + waiting.path("id") + "/retry";
    Page all = operations.get("/console/store-orders?outcome=WAITING_FOR_PAYMENT");
    assertThat(all.html()).contains("woo-9002");
    assertThat(all.offers("/console/store-orders/" + waiting.path("id") + "/retry")).isFalse();
    assertThat(system.operations().post(href, Operator.words("c-retry")).status()).isEqualTo(409);
  }

  private static JsonNode delivery(String outcome, String order) throws IOException {
    for (JsonNode found :
        system.operations().get("/store-deliveries?outcome=" + outcome).body().path("deliveries")) {
      if (found.path("orderId").asText().equals(order)) {
        return found;
      }
    }
    throw new AssertionError("no delivery of " + order);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alarms/1/acknowledge",
        "incidents/1/resolve",
        "pauses",
        "pauses/1/release",
        "deliveries/replay",
        "deliveries/1/assign",
        "store-orders/1/retry",
        "store-orders/1/dismiss"
      })
  void a_form_needs_the_role_and_the_token_of_its_session(String path) throws IOException {
    for (String role : List.of("backend", "compliance", "care", "dispensing")) {
      Browser browser = Browser.of(system, role);
      Map<String, String> form = new TreeMap<>(browser.get("/console").hidden("/console/logout"));
      form.putAll(REASON);
      assertThat(browser.post("/console/" + path, form).status()).as(role).isEqualTo(403);
    }
    Page forged = operations.post("/console/" + path, Map.of("csrf", "0".repeat(32)));
    assertThat(forged.status()).isEqualTo(403);
    assertThat(forged.html()).contains("Form refused");
  }

  @Test
  void a_key_of_one_clinic_pauses_that_one_alone() throws IOException {
    Page page = new Browser(system.url(), "key-of-cedar").get("/console/pauses");
    assertThat(page.html())
        .contains("<option>cedar</option>")
        .doesNotContain("<option>*</option>", "<option>juniper</option>");
  }

  @ParameterizedTest
  @CsvSource({
    "backend, CONSULTATIONS SHIPMENTS INVITE_LINK",
    "operations, TIMELINE",
    "compliance, TIMELINE",
    "care, TIMELINE CONSULTATIONS PRESCRIPTIONS SHIPMENTS INVITE_LINK ORDER",
    "dispensing, TIMELINE CONSULTATIONS PRESCRIPTIONS SHIPMENTS INVITE_LINK ORDER"
  })
  void each_role_reads_what_the_api_lets_it_and_the_access_log_says_so(String role, String parts)
      throws Exception {
    String journey = invited("console-records-" + role);
    Browser browser = Browser.of(system, role);
    Page page = browser.get("/console/records");
    int lines = 0;
    for (String part :
        List.of(
            "TIMELINE", "CONSULTATIONS", "PRESCRIPTIONS", "SHIPMENTS", "INVITE_LINK", "ORDER")) {
      boolean isOffered = page.html().contains("<option value=\"" + part + "\"");
      assertThat(isOffered).as(part).isEqualTo(List.of(parts.split(" ", -1)).contains(part));
      Page read =
          browser.send(
              page,
              "/console/records",
              Map.of("journey", journey, "part", part, "purpose", "a test <of> it"));
      assertThat(read.status()).as(part + read.html()).isEqualTo(isOffered ? 200 : 403);
      assertThat(read.path()).isEqualTo("/console/records");
      lines++;
    }
    Page without =
        browser.send(
            page,
            "/console/records",
            Map.of("journey", journey, "part", parts.split(" ", -1)[0], "purpose", " "));
    assertThat(without.status()).isEqualTo(422);
    String log = system.read("/access-log?journey=" + journey, system.keys().compliance()).body();
    assertThat(log.split("\"accessId\"", -1)).hasSize(lines + 1);
    assertThat(log.split("\"READ\"", -1)).hasSize(parts.split(" ", -1).length + 1);
  }

  @Test
  void care_reads_words_and_waives_a_follow_up_without_a_list() throws Exception {
    journeys.post(TestOrders.prescription("cedar", "console-waived", "Approve"));
    journeys.awaitEntry("cedar:console-waived:5204", "FOLLOW_UP_OWED");
    String followUp = "cedar:console-waived:5204:follow-up";
    Browser care = Browser.of(system, "care");
    String path = "/console/journeys/" + followUp + "/commands";
    await().until(() -> care.get("/console/records?journey=" + followUp).offers(path));
    Page page = care.get("/console/records?journey=" + followUp);
    assertThat(page.html()).doesNotContain("Then, before the engine goes on");
    Page refused = care.send(page, path, REASON);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.html()).contains("/console/records?journey=" + followUp);
    await()
        .until(
            () -> {
              Page now = care.get("/console/records?journey=" + followUp);
              return care.send(
                      now, path, Map.of("reason", "she moved away", "waivedBy", "medical-director"))
                  .html()
                  .contains("The command is recorded");
            });
    Page words =
        care.send(
            care.get("/console/records"),
            "/console/records",
            Map.of("journey", followUp, "part", "TIMELINE", "purpose", "a test"));
    assertThat(words.html())
        .contains("she moved away")
        .containsPattern("<dt>At</dt><dd>20\\d\\d-\\d\\d-\\d\\dT");
    Browser otherClinic = new Browser(system.url(), "key-of-members");
    assertThat(otherClinic.get("/console/records?journey=" + followUp).html())
        .doesNotContain("she moved away");
  }

  private static String form(Page page, String path) {
    int end = page.html().indexOf("action=\"" + path + "\"");
    assertThat(end).as("a form to " + path).isPositive();
    return page.html().substring(page.html().lastIndexOf("<details", end), end);
  }

  private static String invited(String orderId) throws IOException {
    journeys.post(TestOrders.order(orderId, "Waiting", 5101));
    String journey = "juniper:" + orderId + ":5101";
    journeys.awaitInvited(journey);
    return journey;
  }
}
