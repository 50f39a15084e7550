package org.patientjourney.local.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.local.Deliveries;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Operator;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSandbox;
import org.patientjourney.local.TestSystem;
import org.patientjourney.local.fault.HeldCommits;
import org.patientjourney.local.system.EmbeddedDatabase;

/**
 * Nothing that the provider sends is lost: applied, kept beside its journey, or shown to a person.
 */
class WebhookDeliveryTest {
  private static TestSystem system;
  private static TestSandbox sandbox;
  private static Journeys journeys;
  private static Deliveries deliveries;
  private static Operator operator;

  @BeforeAll
  static void start() throws Exception {
    system = TestSystem.shared();
    sandbox = system.sandbox();
    journeys = new Journeys(system.operations());
    deliveries = new Deliveries(system.operations());
    operator = new Operator(system.operations());
  }

  @Test
  void a_parcel_without_ids_needs_a_person_where_a_meeting_has_two_exams() throws Exception {
    String meeting = park("juniper", "two-parcels", 5101, 5102);
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("event", 3);
    body.putArray("prescription_tracking").addObject().put("tracking_number", "1Z00TEST000000417");
    assertThat(sandbox.fire(sandbox.patientExam(meeting, 5101), body)).isEqualTo(200);

    JsonNode lost = deliveries.awaitLatest(meeting, 1, "NEEDS_REVIEW");
    assertThat(lost.path("finding").asText()).isEqualTo("NO_EXAM");
    assertThat(lost.path("event").asInt()).isEqualTo(3);
    assertThat(lost.has("journeyId")).isFalse();
    assertThat(operator.openAlarms(lost.path("deliveryId").asText())).hasSize(2);
    for (String held : List.of(meeting, "juniper:two-parcels:5102")) {
      journeys.awaitHold(held, "UNREADABLE_DELIVERY");
    }
  }

  /** It is due first, again and again, and cannot be decrypted. */
  @Test
  void a_delivery_whose_reading_fails_keeps_no_other_waiting() throws Exception {
    String broken = park("juniper", "broken", 5101);
    String other = park("juniper", "beside-broken", 5101);
    sandbox.decide(sandbox.patientExam(broken, 5101), "Deferred");
    String id = deliveries.awaitLatest(broken, 1, "APPLIED").path("deliveryId").asText();
    String port =
        Files.readAllLines(system.folder().resolve("postgres/postmaster.pid")).get(3).strip();
    try (Connection owner =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/journey", EmbeddedDatabase.MIGRATOR, "");
        Statement statement = owner.createStatement()) {
      statement.execute(
          """
          update webhook_delivery set body = substring(body from 2), next_attempt_at = received_at
          where delivery_id = '%s'
          """
              .formatted(id));
      sandbox.decide(sandbox.patientExam(other, 5101), "Deferred");
      deliveries.awaitLatest(other, 1, "APPLIED");
      try (ResultSet row =
          statement.executeQuery(
              "select attempts from webhook_delivery where delivery_id = '%s'".formatted(id))) {
        row.next();
        assertThat(row.getInt(1)).as("claims of the broken one").isGreaterThan(1);
      } finally {
        statement.execute(
            "update webhook_delivery set next_attempt_at = null where delivery_id = '%s'"
                .formatted(id));
      }
    }
  }

  @Test
  void a_patient_exam_of_another_meeting_decides_nothing_and_holds_its_journey() throws Exception {
    String journey = park("juniper", "mine", 5101);
    String other = park("juniper", "other", 5101);
    ObjectNode body = event(sandbox.patientExam(other, 5101)).put("exam_status", "Approved");
    assertThat(sandbox.fire(sandbox.patientExam(journey, 5101), body)).isEqualTo(200);

    JsonNode lost = deliveries.awaitLatest(journey, 1, "NEEDS_REVIEW");
    assertThat(lost.path("finding").asText()).isEqualTo("OTHER_MEETING");
    assertThat(lost.path("suggestion").asText()).isEqualTo(other);
    List<JsonNode> alarms = operator.openAlarms(lost.path("deliveryId").asText());
    assertThat(alarms).hasSize(1);
    assertThat(alarms.get(0).path("kind").asText()).isEqualTo("UNREADABLE_DELIVERY");
    JsonNode held = journeys.awaitHold(journey, "UNREADABLE_DELIVERY");
    assertThat(held.path("facets").path("decision").asText()).isEqualTo("PENDING");
    assertThat(journeys.get(other).path("stage").asText()).isEqualTo("AWAITING_CONSULTATION");
  }

  @Test
  void an_amended_event_raises_an_alarm_and_decides_nothing() throws Exception {
    String journey = "juniper:amended:5204";
    journeys.post(TestOrders.prescription("juniper", "amended", "Waiting"));
    journeys.awaitStage(journey, "AWAITING_CONSULTATION");
    String exam = sandbox.patientExam(journey, 5204);
    sandbox.decide(exam, "Approved", "no contraindications");
    journeys.awaitStage(journey, "AWAITING_PRESCRIPTION");
    JsonNode decided = journeys.get(journey).path("facets");
    sandbox.decide(exam, "Approved", "none known");

    JsonNode amendment = deliveries.awaitLatest(journey, 2, "APPLIED");
    assertThat(amendment.path("effect").asText()).isEqualTo("AMENDMENT");
    assertThat(operator.openAlarms(journey))
        .extracting(alarm -> alarm.path("kind").asText())
        .containsExactly("AMENDED_EVENT");
    assertThat(journeys.get(journey).path("facets")).isEqualTo(decided);
    assertThat(journeys.count(journey, "AMENDMENT_RECEIVED")).isEqualTo(1);
  }

  @Test
  void a_parcel_in_another_spelling_is_a_duplicate() throws Exception {
    String journey = prescribed("respelled");
    String exam = sandbox.patientExam(journey, 5204);
    ObjectNode parcel = JsonNodeFactory.instance.objectNode();
    parcel.put("event", 3).put("patient_exam_id", exam).put("prescription_id", "9917");
    parcel.put("tracking_number", "1Z00TEST000000417").put("delivery_service", "Standard");
    parcel.put("order_id", "JC-55120");
    sandbox.fire(exam, parcel);
    deliveries.awaitLatest(journey, 2, "APPLIED");

    ObjectNode respelled = JsonNodeFactory.instance.objectNode();
    respelled.put("order_id", "ORD 55120").put("delivery_service", " standard ");
    respelled.put("tracking_number", "1z00 test 000000417").put("prescription_id", 9917);
    respelled.put("event", "3").put("patient_exam_id", Long.parseLong(exam));
    sandbox.fire(exam, respelled);

    JsonNode again = deliveries.awaitLatest(journey, 3, "APPLIED");
    assertThat(again.path("effect").asText()).isEqualTo("DUPLICATE");
    assertThat(personal(journey, "shipments")).hasSize(1);
    assertThat(journeys.count(journey, "AMENDMENT_RECEIVED")).isZero();
  }

  @Test
  void a_parcel_with_another_carrier_supersedes_the_earlier_report() throws Exception {
    String journey = prescribed("recarried");
    String exam = sandbox.patientExam(journey, 5204);
    ObjectNode parcel = JsonNodeFactory.instance.objectNode();
    parcel.put("event", 3).put("patient_exam_id", exam).put("prescription_id", "9917");
    parcel.put("tracking_number", "1Z00TEST000000417").put("delivery_service", "Standard");
    sandbox.fire(exam, parcel);
    deliveries.awaitLatest(journey, 2, "APPLIED");
    sandbox.fire(exam, parcel.put("delivery_service", "Overnight"));
    JsonNode amendment = deliveries.awaitLatest(journey, 3, "APPLIED");

    JsonNode listed = personal(journey, "shipments");
    assertThat(listed).hasSize(2);
    assertThat(listed.path(0).path("supersededBy").asText())
        .isEqualTo(amendment.path("deliveryId").asText());
    assertThat(listed.path(1).path("supersededBy").isNull()).isTrue();
    assertThat(listed.path(1).path("parcel").path("deliveryService").asText())
        .isEqualTo("Overnight");
  }

  @Test
  void a_changed_dose_supersedes_the_old_one_and_is_held() throws Exception {
    String journey = prescribed("redosed");
    String exam = sandbox.patientExam(journey, 5204);
    sandbox.fire(exam, medicine(exam, "Inject 10 units weekly").put("event", "2"));
    deliveries.awaitLatest(journey, 2, "APPLIED");
    assertThat(personal(journey, "prescriptions")).as("the same, spelled otherwise").hasSize(1);
    assertThat(operator.alarms(journey)).isEmpty();

    sandbox.fire(exam, medicine(exam, "Inject 20 units weekly"));
    JsonNode amendment = deliveries.awaitLatest(journey, 3, "APPLIED");
    assertThat(amendment.path("effect").asText()).isEqualTo("AMENDMENT");
    journeys.awaitHold(journey, "PRESCRIPTION_CHANGED");
    assertThat(operator.openAlarms(journey))
        .extracting(alarm -> alarm.path("kind").asText())
        .containsExactlyInAnyOrder("AMENDED_EVENT", "PRESCRIPTION_CHANGED");

    JsonNode listed = personal(journey, "prescriptions");
    assertThat(listed).hasSize(2);
    assertThat(listed.path(0).at("/medicine/supply/directions").asText()).contains("10 units");
    assertThat(listed.path(0).path("supersededBy").asText())
        .isEqualTo(amendment.path("deliveryId").asText());
    assertThat(listed.path(1).at("/medicine/supply/directions").asText()).contains("20 units");
    assertThat(listed.path(1).path("supersededBy").isNull()).isTrue();

    assertThat(operator.release(journey, "PRESCRIPTION_CHANGED", "c-1").status()).isEqualTo(200);
    assertThat(journeys.get(journey).path("holds")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Missed", "NA"})
  void a_report_without_decision_delivered_again_after_the_resend_holds_nothing(String status)
      throws Exception {
    String journey = park("juniper", "again-" + status, 5101);
    String exam = sandbox.patientExam(journey, 5101);
    String usual = sandbox.shape("resend", "also_missed");
    try {
      int event = sandbox.decide(exam, status);
      journeys.awaitEntry(journey, "INVITE_RESENT");
      assertThat(sandbox.deliver(event, 1)).containsExactly(200);

      JsonNode again = deliveries.awaitLatest(journey, 2, "APPLIED");
      assertThat(again.path("effect").asText()).isEqualTo("DUPLICATE");
      JsonNode found = journeys.get(journey);
      assertThat(found.path("facets").path("decision").asText()).isEqualTo("PENDING");
      assertThat(found.path("holds")).isEmpty();

      sandbox.decide(exam, status, "the patient joined and left");
      journeys.awaitHold(journey, status.equals("NA") ? "NOT_APPLICABLE" : "MISSED");
    } finally {
      sandbox.shape("resend", usual);
    }
  }

  @Test
  void a_rejection_received_while_its_journey_is_closed_reopens_it_at_once() throws Exception {
    String journey = park("juniper", "closing", 5101);
    String exam = sandbox.patientExam(journey, 5101);
    try (HeldCommits commits = HeldCommits.ofEngine(system.folder())) {
      commits.hold(
          "closing",
          HeldCommits.Fate.COMMITTED,
          "journey",
          "update",
          "new.journey_id = '" + journey + "' and old.open and not new.open");
      sandbox.decide(exam, "Approved");
      commits.awaitHeld("closing");
      sandbox.decide(exam, "Rejected");
      awaitBound(journey, 2);
      commits.release("closing");

      journeys.awaitHold(journey, "CONTRADICTION");
      assertThat(journeys.timeline(journey)).contains("CLOSED", "REOPENED");
    }
  }

  @Test
  void a_body_that_is_too_large_is_stored_in_part_and_shown_with_its_size() throws Exception {
    String journey = park("juniper", "large", 5101);
    byte[] body = new byte[4 * 1024 * 1024 + 1];
    Arrays.fill(body, (byte) ' ');
    body[0] = '{';
    String webhook = sandbox.webhook(journey).getPath();
    assertThat(system.anonymous().post(webhook, body).status()).isEqualTo(413);

    journeys.awaitHold(journey, "UNREADABLE_DELIVERY");
    JsonNode kept = deliveries.awaitLatest(journey, 1, "APPLIED");
    assertThat(kept.path("truncated").asBoolean()).isTrue();
    assertThat(kept.path("bodySize").asLong()).isEqualTo(body.length);
    assertThat(system.body(Deliveries.href(kept))).isEqualTo(Arrays.copyOf(body, 64 * 1024));
  }

  @Test
  void a_late_event_reopens_its_journey_or_is_kept_as_late() throws Exception {
    String journey = park("juniper", "late", 5101);
    String exam = sandbox.patientExam(journey, 5101);
    sandbox.decide(exam, "Approved");
    journeys.awaitClosed(journey, "APPROVED");
    sandbox.decide(exam, "Missed");
    JsonNode late = deliveries.awaitLatest(journey, 2, "LATE");
    assertThat(late.path("finding").asText()).isEqualTo("CHANGES_NOTHING");
    assertThat(late.path("journeyId").asText()).isEqualTo(journey);
    assertThat(journeys.get(journey).path("open").asBoolean()).isFalse();
    assertThat(journeys.count(journey, "LATE_DELIVERY")).isEqualTo(1);

    sandbox.decide(exam, "Rejected");
    journeys.awaitHold(journey, "CONTRADICTION");
    JsonNode applied = deliveries.awaitLatest(journey, 3, "APPLIED");
    assertThat(applied.path("effect").asText()).isEqualTo("FACT");
    assertThat(journeys.timeline(journey)).contains("CLOSED", "REOPENED");
  }

  @Test
  void the_list_is_found_by_journey_state_and_time_and_read_page_by_page() throws Exception {
    String journey = park("cedar-paged", "listed", 5101);
    String exam = sandbox.patientExam(journey, 5101);
    for (int event = 4; event <= 6; event++) {
      sandbox.fire(exam, event(exam).put("event", event));
    }
    sandbox.fire(exam, event(exam).put("exam_status", "Deferred"));
    deliveries.awaitLatest(journey, 4, "APPLIED");
    await().until(() -> deliveries.of(journey).get(2).path("state").asText().equals("APPLIED"));
    List<JsonNode> all = deliveries.of(journey);

    assertThat(deliveries.page("journey=" + journey).path("deliveries"))
        .containsExactlyElementsOf(all);
    assertThat(deliveries.page("journey=" + journey + "&state=LATE").path("deliveries")).isEmpty();
    String third = all.get(2).path("receivedAt").asText();
    assertThat(deliveries.page("limit=500&since=" + third).path("deliveries"))
        .contains(all.get(2), all.get(3))
        .doesNotContain(all.get(1));
    assertThat(deliveries.page("limit=500&until=" + third).path("deliveries"))
        .contains(all.get(0), all.get(1))
        .doesNotContain(all.get(2));

    Deliveries ofClinic = new Deliveries(system.operationsOf("cedar-paged"));
    JsonNode first = ofClinic.page("limit=3");
    assertThat(first.path("deliveries")).containsExactlyElementsOf(all.subList(0, 3));
    JsonNode next = ofClinic.page("limit=3&after=" + first.path("cursor").asText());
    assertThat(next.path("deliveries")).containsExactly(all.get(3));
    JsonNode end = ofClinic.page("limit=3&after=" + next.path("cursor").asText());
    assertThat(end.path("deliveries")).isEmpty();
    assertThat(end.has("cursor")).isFalse();
    assertThat(system.operations().get("/webhook-deliveries?state=LOST&limit=0").status())
        .isEqualTo(400);
  }

  /** Orders exams that the provider leaves undecided; returns the meeting. */
  private static String park(String clinic, String orderId, int... exams) throws IOException {
    journeys.post(TestOrders.order(clinic, orderId, "Waiting", exams));
    String meeting = clinic + ":" + orderId + ":" + exams[0];
    for (int exam : exams) {
      journeys.awaitInvited(clinic + ":" + orderId + ":" + exam);
    }
    return meeting;
  }

  /** Orders a medicine that the provider prescribes with a dose, by the first event. */
  private static String prescribed(String orderId) throws IOException {
    String journey = "juniper:" + orderId + ":5204";
    journeys.post(TestOrders.prescription("juniper", orderId, "Waiting"));
    journeys.awaitStage(journey, "AWAITING_CONSULTATION");
    String exam = sandbox.patientExam(journey, 5204);
    sandbox.fire(exam, medicine(exam, "Inject 10 units  weekly"));
    deliveries.awaitLatest(journey, 1, "APPLIED");
    return journey;
  }

  private static ObjectNode medicine(String exam, String directions) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("event", 2).put("exam_id", 5204);
    body.put("patient_exam_id", Long.parseLong(exam)).put("exam_status", "Approved");
    ObjectNode medicine = body.putArray("prescription").addObject();
    medicine.put("prescription_id", 9917).put("drug_name", "Canariazepatide");
    medicine.put("strength", "10 mg/mL").put("quantity", "2").put("directions", directions);
    return body;
  }

  /** What care finds of a journey's prescriptions or shipments. */
  private static JsonNode personal(String journey, String what) throws Exception {
    String body =
        system
            .read(
                "/journeys/" + journey + "/" + what,
                system.keys().care(),
                "X-Purpose",
                "a test compares it")
            .body();
    return new ObjectMapper().readTree(body).path(what);
  }

  /** The relay has read that many deliveries and knows whose they are. */
  private static void awaitBound(String journey, int expected) {
    await()
        .until(
            () ->
                deliveries.of(journey).stream()
                        .filter(delivery -> delivery.hasNonNull("journeyId"))
                        .count()
                    == expected);
  }

  private static ObjectNode event(String patientExam) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("event", 1)
        .put("exam_id", "5101")
        .put("patient_exam_id", patientExam);
  }
}
