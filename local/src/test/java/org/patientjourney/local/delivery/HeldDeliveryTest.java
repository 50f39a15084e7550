package org.patientjourney.local.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.local.Deliveries;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Operator;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSandbox;
import org.patientjourney.local.TestSystem;

/**
 * A delivery whose kind is unknown, or that matches no exam, holds the journeys that it may be
 * about, and decides nothing by itself.
 */
class HeldDeliveryTest {
  private static final String HOLD = "UNREADABLE_DELIVERY";
  private static final int PACKAGE = 5204;

  private static TestSystem system;
  private static TestSandbox sandbox;
  private static Journeys journeys;
  private static Deliveries deliveries;
  private static Operator operator;
  private static int orders;

  @BeforeAll
  static void start() throws Exception {
    system = TestSystem.shared();
    sandbox = system.sandbox();
    journeys = new Journeys(system.operations());
    deliveries = new Deliveries(system.operations());
    operator = new Operator(system.operations());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {BODY}",
        "200 | {'event':null,BODY}",
        "200 | {'event':true,BODY}",
        "200 | {'event':4,BODY}",
        "200 | {'event':1.5,BODY}",
        "200 | {'event':'exam_approved',BODY}",
        "200 | {'event':[1],BODY}",
        "200 | {'data':{'event':1,BODY}}",
        "400 | [{'event':1,BODY}]",
        "400 | 'approved'"
      })
  void a_delivery_of_unknown_kind_holds_its_journey_until_a_person_has_compared_it(
      int status, String body) throws Exception {
    String journey = park(5101);
    String exam = sandbox.patientExam(journey, 5101);
    assertThat(post(journey, body.replace("BODY", approved(exam)))).isEqualTo(status);

    JsonNode held = journeys.awaitHold(journey, HOLD);
    assertThat(decision(held)).isEqualTo("PENDING");
    JsonNode delivery = onlyListed(journey);
    assertThat(kinds(operator.openAlarms(delivery.path("deliveryId").asText())))
        .containsExactly(HOLD);
    assertThat(deliveries.assign(delivery, journey, "c-1").status()).isEqualTo(200);
    assertThat(deliveries.awaitLatest(journey, 1, "APPLIED").path("assignedBy").asText())
        .isEqualTo("operations");
    assertThat(decision(journeys.get(journey))).as("a wrapped approval").isEqualTo("PENDING");

    assertThat(operator.release(journey, HOLD, "c-2").status()).isEqualTo(200);
    sandbox.decide(exam, "Rejected");
    journeys.awaitClosed(journey, "REJECTED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "'1'", "' 1 '", "'1.0'"})
  void a_kind_that_can_only_mean_one_is_read(String event) throws Exception {
    String journey = park(5101);
    String exam = sandbox.patientExam(journey, 5101);
    assertThat(post(journey, "{'event':" + event + "," + approved(exam) + "}")).isEqualTo(200);
    journeys.awaitClosed(journey, "APPROVED");
  }

  @Test
  void a_delivery_that_names_no_patient_exam_holds_each_open_journey_of_its_meeting()
      throws Exception {
    String sender = park(5101, 5102);
    String other = sender.replace("5101", "5102");
    post(sender, "{'exam_status':'Approved'}");
    for (String journey : List.of(sender, other)) {
      journeys.awaitHold(journey, HOLD);
      JsonNode delivery = onlyListed(journey);
      assertThat(delivery.has("journeyId")).isFalse();
      assertThat(kinds(operator.openAlarms(journey))).containsExactly(HOLD);
    }
    JsonNode delivery = deliveries.awaitLatest(sender, 1, "NEEDS_REVIEW");
    assertThat(delivery.path("finding").asText()).isEqualTo("UNKNOWN_EVENT");
    assertThat(journeys.count(sender, "DELIVERY_UNREADABLE")).isEqualTo(1);

    assertThat(deliveries.assign(delivery, other, "c-1").status()).isEqualTo(200);
    deliveries.awaitLatest(sender, 1, "APPLIED");
    assertThat(deliveries.page("journey=" + sender).path("deliveries")).isEmpty();
    assertThat(deliveries.page("journey=" + other).path("deliveries")).hasSize(1);
    assertThat(decision(journeys.get(other))).isEqualTo("PENDING");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NO_EXAM | 'exam_status':'Approved'",
        "NO_EXAM | 'exam_id':'5101','patient_exam_id':'N/A','exam_status':'Approved'",
        "NO_EXAM | 'exam_id':'5101','patient_exam_id':0,'exam_status':'Approved'",
        "NO_EXAM | 'exam_id':'5101','patient_exam_id':['5101'],'exam_status':'Approved'",
        "UNKNOWN_PATIENT_EXAM | 'patient_exam_id':'424242','exam_status':'Approved'",
        "OTHER_EXAM | 'exam_id':'5102','patient_exam_id':'424242','exam_status':'Approved'"
      })
  void an_event_that_matches_no_exam_holds_its_journey_and_goes_where_a_person_says(
      String finding, String event) throws Exception {
    String journey = park(5101);
    post(journey, "{'event':1," + event + "}");
    JsonNode held = journeys.awaitHold(journey, HOLD);
    assertThat(decision(held)).isEqualTo("PENDING");
    JsonNode delivery = deliveries.awaitLatest(journey, 1, "NEEDS_REVIEW");
    assertThat(delivery.path("finding").asText()).isEqualTo(finding);
    assertThat(delivery.has("journeyId")).isFalse();
    assertThat(kinds(operator.openAlarms(delivery.path("deliveryId").asText())))
        .containsExactly(HOLD);

    boolean isAssignable = finding.equals("NO_EXAM");
    assertThat(deliveries.assign(delivery, journey, "c-1").status())
        .isEqualTo(isAssignable ? 200 : 409);
    if (isAssignable) {
      deliveries.awaitLatest(journey, 1, "APPLIED");
    } else {
      sandbox.decide(sandbox.patientExam(journey, 5101), "Approved");
    }
    assertThat(operator.release(journey, HOLD, "c-2").status()).isEqualTo(200);
    journeys.awaitClosed(journey, "APPROVED");
  }

  @Test
  void an_event_that_matches_no_exam_opens_no_closed_journey() throws Exception {
    String journey = park(5101);
    sandbox.decide(sandbox.patientExam(journey, 5101), "Approved");
    journeys.awaitClosed(journey, "APPROVED");
    post(journey, "{'event':1,'exam_status':'Rejected'}");
    JsonNode delivery = deliveries.awaitLatest(journey, 2, "NEEDS_REVIEW");
    assertThat(kinds(operator.openAlarms(delivery.path("deliveryId").asText())))
        .containsExactly("WRONG_PATIENT_EXAM");
    assertThat(journeys.get(journey).path("open").asBoolean()).isFalse();
  }

  @Test
  void a_placeholder_is_not_taken_for_the_patient_exam_of_an_unanswered_invite() throws Exception {
    String order = "held-" + ++orders;
    String journey = "juniper:" + order + ":5101";
    sandbox.arm("hold-answer", 1);
    journeys.post(TestOrders.order(order, "Waiting", 5101));
    await().until(() -> sandbox.state().path("held_answers").asInt() == 1);
    post(journey, "{'event':1," + approved("N/A") + "}");
    journeys.awaitHold(journey, HOLD);
    assertThat(decision(journeys.get(journey))).isEqualTo("PENDING");

    sandbox.release();
    sandbox.decide(sandbox.patientExam(journey, 5101), "Approved");
    assertThat(operator.release(journey, HOLD, "c-1").status()).isEqualTo(200);
    journeys.awaitClosed(journey, "APPROVED");
  }

  @Test
  void a_delivery_that_names_a_patient_exam_holds_only_its_journey() throws Exception {
    String sender = park(5101, 5102);
    String other = sender.replace("5101", "5102");
    String exam = sandbox.patientExam(sender, 5102);
    post(sender, "{'payload':{'patient_exam_id':" + exam + "}}");
    journeys.awaitHold(other, HOLD);
    JsonNode delivery = deliveries.awaitLatest(sender, 1, "APPLIED");
    assertThat(delivery.path("journeyId").asText()).isEqualTo(other);
    assertThat(journeys.get(sender).path("holds")).isEmpty();

    assertThat(deliveries.assign(delivery, sender, "c-1").status())
        .as("it names the other journey's patient exam")
        .isEqualTo(409);
    post(sender, "[{'patient_exam_id':" + exam + "},{'patient_exam_id':'1'}]");
    journeys.awaitHold(sender, HOLD);
  }

  @Test
  void a_closed_journey_of_the_meeting_is_left_alone_while_another_is_open() throws Exception {
    String sender = park(5101, 5102);
    String other = sender.replace("5101", "5102");
    sandbox.decide(sandbox.patientExam(sender, 5101), "Approved");
    journeys.awaitClosed(sender, "APPROVED");
    post(sender, "{'event':4}");
    journeys.awaitHold(other, HOLD);
    assertThat(journeys.get(sender).path("open").asBoolean()).isFalse();

    sandbox.decide(sandbox.patientExam(sender, 5102), "Approved");
    assertThat(operator.release(other, HOLD, "c-1").status()).isEqualTo(200);
    journeys.awaitClosed(other, "APPROVED");
    post(sender, "{'event':5}");
    journeys.awaitHold(sender, HOLD);
    assertThat(journeys.timeline(sender)).contains("REOPENED");
  }

  @ParameterizedTest
  @MethodSource("org.patientjourney.local.delivery.RunbookRows#withReader")
  void the_role_that_the_table_names_reads_the_delivery_and_its_command_ends_the_hold(
      String hold, String role, String command) throws Exception {
    String journey = produce(hold);
    journeys.awaitHold(journey, hold);
    JsonNode stored = deliveries.page("journey=" + journey).path("deliveries");
    assertThat(stored).isNotEmpty();
    String key = role.equals("care") ? system.keys().care() : system.keys().dispensing();
    for (JsonNode delivery : stored) {
      String body = Deliveries.href(delivery) + "/body";
      assertThat(system.read(body, key, "X-Purpose", "the runbook").statusCode()).isEqualTo(200);
    }

    ObjectNode words = Operator.words("c-1");
    if (command.equals("record-decision")) {
      words.put("decision", "rejected").put("evidence", "seen in the portal");
    } else {
      words.put("hold", hold);
    }
    assertThat(operator.give(journey, command, words).status()).isEqualTo(200);
    assertThat(journeys.get(journey).path("holds").toString()).doesNotContain(hold);
  }

  /** A journey with this hold, by what the provider sends. */
  private static String produce(String hold) throws Exception {
    boolean isPackage = hold.matches("PRESCRIPTION_(DIFFERS|UNCONFIRMED)");
    int number = isPackage ? PACKAGE : 5101;
    String journey = park(number);
    String exam = sandbox.patientExam(journey, number);
    String ids = "'exam_id':'" + number + "','patient_exam_id':'" + exam + "'";
    String medicine = "'exam_status':'Approved','prescription':[{'prescription_id':9917}]";
    switch (hold) {
      case "UNKNOWN_STATUS" -> post(journey, "{'event':1," + ids + ",'exam_status':'Perhaps'}");
      case "CONTRADICTION" -> {
        operator.expect(journey, "hold", "c-0");
        sandbox.decide(exam, "Approved");
        sandbox.decide(exam, "Rejected");
      }
      case "WRONG_PATIENT_EXAM" -> post(journey, "{'event':1," + approved("999999") + "}");
      case HOLD -> post(journey, "{'event':4}");
      case "PRESCRIPTION_UNEXPECTED" -> post(journey, "{'event':2," + ids + "," + medicine + "}");
      case "PRESCRIPTION_DIFFERS" ->
          post(journey, "{'event':2," + ids + ",'prescribed_os_id':999," + medicine + "}");
      case "PRESCRIPTION_UNCONFIRMED" ->
          post(journey, "{'event':2," + ids + ",'rx_status':'Denied'," + medicine + "}");
      default -> throw new AssertionError("no story produces " + hold);
    }
    return journey;
  }

  /** Orders exams that the provider leaves undecided; returns the meeting. */
  private static String park(int... exams) throws IOException {
    String order = "held-" + ++orders;
    journeys.post(
        exams[0] == PACKAGE
            ? TestOrders.packageOrder("juniper", order, "Waiting")
            : TestOrders.order(order, "Waiting", exams));
    for (int exam : exams) {
      journeys.awaitInvited("juniper:" + order + ":" + exam);
    }
    return "juniper:" + order + ":" + exams[0];
  }

  private static String approved(String patientExam) {
    return "'exam_id':'5101','patient_exam_id':'" + patientExam + "','exam_status':'Approved'";
  }

  private static int post(String meeting, String body) throws IOException {
    byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return system.anonymous().post(sandbox.webhook(meeting).getPath(), bytes).status();
  }

  private static JsonNode onlyListed(String journey) throws IOException {
    JsonNode listed = deliveries.page("journey=" + journey).path("deliveries");
    assertThat(listed).hasSize(1);
    return listed.path(0);
  }

  private static String decision(JsonNode journey) {
    return journey.path("facets").path("decision").asText();
  }

  private static List<String> kinds(List<JsonNode> alarms) {
    return alarms.stream().map(alarm -> alarm.path("kind").asText()).toList();
  }
}
