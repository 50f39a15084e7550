package org.patientjourney.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSystem;
import org.patientjourney.local.http.JsonClient;

/** After the decision, in a whole system whose time is moved. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WholeJourneyTest {
  @TempDir private static Path data;
  private static TestSystem system;
  private static Journeys journeys;

  @BeforeAll
  static void start() throws IOException {
    system = TestSystem.start(data);
    journeys = new Journeys(system.operations());
  }

  @AfterAll
  static void stop() throws IOException {
    system.close();
  }

  /** The law's three weeks, as compliance reads them afterwards. */
  @Test
  @Order(1)
  void a_follow_up_is_owed_invited_on_its_day_and_met_by_its_handover() throws Exception {
    String visit = approved("three-weeks");
    String followUp = visit + ":follow-up";
    journeys.awaitStage(followUp, "AWAITING_DUE");
    JsonNode owed = followUp(visit);
    assertThat(owed.path("status").asText()).isEqualTo("OPEN");
    assertThat(owed.path("zone").asText())
        .as("the patient's, not the clinic's")
        .isEqualTo("America/Chicago");
    Instant due = Instant.parse(owed.path("dueAt").asText());
    assertThat(due).isAfterOrEqualTo(Journeys.threeWeeksAfterVisit(owed));
    String commands = "/journeys/" + followUp + "/commands";
    await("its run to begin, and to refuse")
        .until(
            () ->
                system.operations().post(commands, words().put("command", "cancel")).status()
                    == 409);
    assertThat(
            system
                .operations()
                .post(commands, words().put("command", "close").put("commandId", "c-close"))
                .status())
        .isEqualTo(409);

    system.travel(Duration.between(now(), due).plusSeconds(2));
    journeys.awaitHold(followUp, "HANDOVER");
    Instant ready = entry(followUp, "FOLLOW_UP_READY");
    assertThat(ready).isAfterOrEqualTo(due);
    assertThat(
            system
                .backend()
                .post(
                    commands,
                    words().put("command", "invite-delivered").put("commandId", "c-delivered"))
                .status())
        .isEqualTo(200);

    JsonNode met = followUp(visit);
    assertThat(met.path("status").asText()).isEqualTo("MET");
    assertThat(met.path("handedOverBy").asText()).isEqualTo("backend");
    assertThat(met.path("evidence").asText()).startsWith("journal " + followUp + " revision ");
    String sent = system.operations().get("/follow-ups?asOf=" + due).body().toString();
    assertThat(sent).as("as of its due instant it was still open").contains("\"OPEN\"");
    assertThat(table(system.keys().operations()))
        .contains("cedar,three-weeks," + visit, ",MET,", "backend");
    assertThat(journeys.get(visit).path("holds").toString()).contains("PRESCRIPTION_OVERDUE");
  }

  @Test
  @Order(2)
  void a_waiver_needs_an_office_and_only_compliance_reads_its_note() throws Exception {
    String followUp = approved("waived") + ":follow-up";
    journeys.awaitStage(followUp, "AWAITING_DUE");
    String commands = "/journeys/" + followUp + "/commands";
    ObjectNode waiver = words().put("command", "waive-follow-up").put("reason", "she moved");
    ObjectNode incomplete = waiver.deepCopy();
    waiver.put("waivedBy", "medical-director");

    assertThat(system.operations().post(commands, waiver).status()).isEqualTo(403);
    assertThat(system.care().post(commands, incomplete).status()).isEqualTo(422);
    await("the follow-up's run to take it")
        .until(() -> system.care().post(commands, waiver).status() == 200);

    journeys.awaitStage(followUp, "WAIVED");
    assertThat(table(system.keys().operations())).contains(",WAIVED,").doesNotContain("she moved");
    assertThat(table(system.keys().compliance())).contains("care, medical-director", "she moved");
    JsonNode log =
        new JsonClient(system.url(), system.keys().compliance())
            .get("/access-log")
            .body()
            .path("lines");
    assertThat(log.toString()).contains("FOLLOW_UP_WAIVER");
  }

  @Test
  @Order(3)
  void a_controlled_medicine_is_read_by_fewer() throws Exception {
    String journey = ordered("controlled", "Prescription Approve Controlled Parcels");
    journeys.awaitEntry(journey, "PRESCRIPTION_REPORTED");
    journeys.awaitEntry(journey, "SHIPMENT_REPORTED");
    String prescriptions = "/journeys/" + journey + "/prescriptions";

    assertThat(system.read(prescriptions, system.keys().operations()).statusCode()).isEqualTo(403);
    String care =
        system.read(prescriptions, system.keys().care(), "X-Purpose", "a question").body();
    String all =
        system.read(prescriptions, system.keys().dispensing(), "X-Purpose", "filling").body();
    assertThat(care).contains("\"controlled\":true", "\"medicine\":null");
    assertThat(all).contains("\"controlled\":true").doesNotContain("\"medicine\":null");
    JsonNode deliveries =
        system.operations().get("/webhook-deliveries?journey=" + journey).body().path("deliveries");
    for (JsonNode delivery : deliveries) {
      String body = "/webhook-deliveries/" + delivery.path("deliveryId").asText() + "/body";
      boolean isPrescription = delivery.path("event").asText().equals("2");
      assertThat(system.read(body, system.keys().care(), "X-Purpose", "a look").statusCode())
          .as("event %s", delivery.path("event"))
          .isEqualTo(isPrescription ? 403 : 200);
      assertThat(system.read(body, system.keys().dispensing(), "X-Purpose", "a look").statusCode())
          .isEqualTo(200);
    }
    String parcels = "/journeys/" + journey + "/shipments";
    assertThat(system.read(parcels, system.keys().care(), "X-Purpose", "where is it").body())
        .contains("trackingNumber");
  }

  @Test
  @Order(4)
  void a_corrected_contact_is_invited_anew_and_the_order_stays() throws Exception {
    journeys.post(TestOrders.order("juniper", "typo", "Waiting", 5101));
    String journey = "juniper:typo:5101";
    journeys.awaitStage(journey, "AWAITING_CONSULTATION");
    ObjectNode patient =
        ((ObjectNode) TestOrders.order("juniper", "typo", "Waiting", 5101).path("patient"))
            .put("email", "right@example.org");
    ObjectNode correction = words();
    correction.set("patient", patient);

    JsonClient.Answer answer =
        system.backend().post("/orders/juniper/typo/corrections", correction);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().at("/journeys/0/status").asInt()).isIn(200, 202);

    journeys.awaitEntry(journey, "INVITE_TAKEN_BACK");
    journeys.awaitStage(journey, "AWAITING_CONSULTATION");
    assertThat(system.sandbox().invites(journey)).hasSize(2);
    assertThat(system.sandbox().state().path("invites").toString()).contains("right@example.org");
    ObjectNode again = correction.deepCopy();
    again.set("patient", patient.deepCopy().put("email", "another@example.org"));
    assertThat(system.backend().post("/orders/juniper/typo/corrections", again).status())
        .isEqualTo(409);
    ObjectNode other = words().put("commandId", "c-other");
    other.set("patient", patient.deepCopy().put("id", "P-another"));
    assertThat(system.backend().post("/orders/juniper/typo/corrections", other).status())
        .isEqualTo(422);
  }

  @Test
  @Order(5)
  void an_order_is_cancelled_as_a_whole_and_each_journey_answers_for_itself() throws Exception {
    journeys.post(TestOrders.order("juniper", "twice", "Waiting", 5101, 5102));
    journeys.awaitStage("juniper:twice:5101", "AWAITING_CONSULTATION");
    journeys.awaitStage("juniper:twice:5102", "AWAITING_CONSULTATION");
    system.sandbox().decide(system.sandbox().patientExam("juniper:twice:5101", 5102), "Approved");
    journeys.awaitClosed("juniper:twice:5102", "APPROVED");

    JsonClient.Answer answer = system.backend().post("/orders/juniper/twice/cancel", words());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().at("/journeys/0/status").asInt()).isIn(200, 202);
    assertThat(answer.body().at("/journeys/1/status").asInt()).isEqualTo(409);
    journeys.awaitClosed("juniper:twice:5101", "CANCELLED");
  }

  @Test
  @Order(6)
  void a_key_of_one_clinic_moves_no_clock() throws Exception {
    ObjectNode day = JsonNodeFactory.instance.objectNode().put("by", "P1D");
    Instant before = now();
    assertThat(system.operationsOf("cedar").post("/clock", day).status()).isEqualTo(403);
    assertThat(now()).isBefore(before.plus(Duration.ofHours(1)));
  }

  /** Its link is dead long before the day is over. */
  @Test
  @Order(7)
  void a_pdf_is_tried_again_at_its_times_while_a_day_passes() throws Exception {
    system.sandbox().arm("pdf-500", 3);
    journeys.post(TestOrders.order("juniper", "pdf", "Waiting", 5101));
    journeys.awaitStage("juniper:pdf:5101", "AWAITING_CONSULTATION");
    system.sandbox().decide(system.sandbox().patientExam("juniper:pdf:5101", 5101), "Approved");
    await().until(() -> pdf("juniper:pdf:5101").path("tries").asInt() > 0);

    system.travel(Duration.ofDays(2));
    assertThat(pdf("juniper:pdf:5101").path("state").asText()).isEqualTo("COPIED");
  }

  /** Else another journey's exam would be by what was corrected. */
  @Test
  @Order(8)
  void a_correction_waits_until_each_journey_has_its_invites_answer() throws Exception {
    system.sandbox().arm("hold-answer", 1);
    journeys.post(TestOrders.order("juniper", "moved", "Waiting", 5101, 5102));
    await().until(() -> system.sandbox().state().path("held_answers").asInt() == 1);
    ObjectNode correction = words();
    correction.set(
        "patient",
        ((ObjectNode) TestOrders.order("juniper", "moved", "Waiting", 5101).path("patient"))
            .put("email", "right@example.org"));

    JsonClient.Answer early =
        system.backend().post("/orders/juniper/moved/corrections", correction);
    assertThat(early.status()).isEqualTo(503);
    assertThat(early.body().at("/journeys/1/status").asInt()).isEqualTo(503);
    system.sandbox().release();
    journeys.awaitInvited("juniper:moved:5102");

    assertThat(system.backend().post("/orders/juniper/moved/corrections", correction).status())
        .isEqualTo(200);
    journeys.awaitEntry("juniper:moved:5102", "INVITE_TAKEN_BACK");
    journeys.awaitEntry("juniper:moved:5101", "INVITE_TAKEN_BACK");
  }

  /** As when the visit's journey was closed, held, or its run lost. */
  @Test
  @Order(9)
  void a_follow_ups_timer_ends_when_it_is_due_however_the_visit_ended() throws Exception {
    List<String> visits = new ArrayList<>();
    for (String order : List.of("undisturbed", "closed", "held", "cancelled", "terminated")) {
      String visit = approved(order);
      journeys.awaitStage(visit, "AWAITING_PRESCRIPTION");
      journeys.awaitStage(visit + ":follow-up", "AWAITING_DUE");
      visits.add(visit);
    }
    WorkflowClient temporal = system.temporal();
    command(visits.get(1), "close");
    command(visits.get(2), "hold");
    temporal.newUntypedWorkflowStub(visits.get(3)).cancel();
    temporal.newUntypedWorkflowStub(visits.get(4)).terminate("by a test");

    system.travel(Duration.ofDays(22));

    for (String visit : visits) {
      JsonNode duty = followUp(visit);
      String followUp = duty.path("followUpJourneyId").asText();
      journeys.awaitHold(followUp, "HANDOVER");
      assertThat(system.sandbox().invites(followUp)).hasSize(1);
      Instant due = Instant.parse(duty.path("dueAt").asText());
      assertThat(due).isAfterOrEqualTo(Journeys.threeWeeksAfterVisit(duty));
      FollowUpHistory.assertWaitedUntil(
          due, temporal.fetchHistory(followUp).getHistory().getEventsList());
    }
  }

  /**
   * As when the clock of a sandbox was moved by another engine. The last, as nothing moves then.
   */
  @Test
  @Order(10)
  void a_sandbox_that_refuses_to_move_stops_the_travel() throws Exception {
    Duration ahead = Duration.between(Instant.now(), now()).plusDays(2);
    new JsonClient(system.sandbox().url(), "")
        .post(
            "/sandbox/clock",
            JsonNodeFactory.instance.objectNode().put("offset_millis", ahead.toMillis()))
        .success();

    JsonClient.Answer answer =
        system.operations().post("/clock", JsonNodeFactory.instance.objectNode().put("by", "PT1H"));

    assertThat(answer.body().path("title").asText()).isEqualTo("The travel stopped");
    assertThat(answer.body().path("detail").asText()).contains("found 409");
  }

  private static void command(String journey, String what) throws IOException {
    ObjectNode command = words().put("command", what).put("commandId", what);
    assertThat(system.operations().post("/journeys/" + journey + "/commands", command).status())
        .isEqualTo(200);
  }

  private static JsonNode pdf(String journey) throws IOException {
    return system.operations().get("/journeys/" + journey + "/pdf").body().at("/pdfs/0");
  }

  /** In the clinic that contacts its patients itself. */
  private static String approved(String orderId) throws IOException {
    String visit = ordered(orderId, "Waiting");
    journeys.awaitInvited(visit);
    system.sandbox().decide(system.sandbox().patientExam(visit, 5204), "Approved");
    journeys.awaitEntry(visit, "FOLLOW_UP_OWED");
    return visit;
  }

  private static String ordered(String orderId, String lastName) throws IOException {
    journeys.post(TestOrders.packageOrder("cedar", orderId, lastName));
    return "cedar:" + orderId + ":5204";
  }

  private static JsonNode followUp(String visit) throws IOException {
    JsonNode all = system.operations().get("/follow-ups").body().path("followUps");
    return StreamSupport.stream(all.spliterator(), false)
        .filter(owed -> owed.path("journeyId").asText().equals(visit))
        .findFirst()
        .orElseThrow();
  }

  private static String table(String key) throws Exception {
    HttpResponse<String> table = system.read("/follow-ups", key, "Accept", "text/csv");
    assertThat(table.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    assertThat(table.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    return table.body();
  }

  private static Instant entry(String journey, String what) throws IOException {
    return StreamSupport.stream(journeys.get(journey).path("timeline").spliterator(), false)
        .filter(entry -> entry.path("what").asText().equals(what))
        .map(entry -> Instant.parse(entry.path("at").asText()))
        .findFirst()
        .orElseThrow();
  }

  private static Instant now() throws IOException {
    return Instant.parse(system.operations().get("/clock").body().path("now").asText());
  }

  private static ObjectNode words() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("commandId", "c-1")
        .put("reason", "the test says so");
  }
}
