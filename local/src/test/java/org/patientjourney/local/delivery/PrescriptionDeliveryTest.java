package org.patientjourney.local.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.local.Deliveries;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Operator;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSandbox;
import org.patientjourney.local.TestSystem;
import org.patientjourney.local.http.JsonClient;

/** What the provider reports of prescriptions and parcels, and what of it is believed. */
class PrescriptionDeliveryTest {
  private static final String ITEM = "{'prescription_id':9001,'drug_name':'Tirzepatide'}";
  private static final String OTHER_ITEM = "{'prescription_id':9002,'drug_name':'Ondansetron'}";

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

  @ParameterizedTest
  @CsvSource({
    "array, event2, array, prescribe, 2",
    "flat, event2, flat, prescribe, 2",
    "numbers, id_types, all_int, prescribe, 2",
    "texts, id_types, all_string, prescribe, 2",
    "parcel, event3, flat, ship, 3",
    "list, event3, tracking_list, ship, 3",
    "numbered, id_types, all_int, ship, 3",
    "returned, additional_data, all, ship, 3"
  })
  void each_shape_of_a_prescription_and_a_shipment_reaches_its_journey(
      String orderId, String what, String value, String play, int event) throws Exception {
    String journey = "juniper:" + orderId + ":5204";
    journeys.post(TestOrders.prescription("juniper", orderId, "Waiting"));
    journeys.awaitStage(journey, "AWAITING_CONSULTATION");
    String usual = sandbox.shape(what, value);
    try {
      sandbox.play(sandbox.patientExam(journey, 5204), play, shipping(play));
      JsonNode applied = deliveries.awaitLatest(journey, 1, "APPLIED");
      assertThat(applied.path("event").asInt()).isEqualTo(event);
      assertThat(applied.path("journeyId").asText()).isEqualTo(journey);
      assertThat(applied.path("effect").asText()).isEqualTo("FACT");
    } finally {
      sandbox.shape(what, usual);
    }
    JsonNode facets = journeys.get(journey).path("facets");
    assertThat(facets.path("decision").asText()).isEqualTo("PENDING");
    assertThat(facets.path("fulfilment").asText()).isEqualTo(event == 2 ? "NOT_TRACKED" : "NONE");
    assertThat(operator.alarms(journey))
        .as("the patient chose a pharmacy, which reports no parcels")
        .hasSize(event == 2 ? 0 : 1)
        .allMatch(alarm -> alarm.path("kind").asText().equals("SHIPMENT_UNEXPECTED"));
  }

  @ParameterizedTest
  @CsvSource({
    "exam-rejected, 'Rejected', 'Pharmacy Confirmed'",
    "exam-unknown, 'Reviewed', ",
    "denied, 'Approved', 'Denied'",
    "cancelled, 'Approved', 'Cancelled by pharmacy'",
    "not-yet, , 'pending'"
  })
  void a_prescription_whose_status_is_not_known_to_be_good_is_held_and_confirms_nothing(
      String orderId, @Nullable String examStatus, @Nullable String rxStatus) throws Exception {
    String journey = approved("cedar", orderId);
    journeys.awaitEntry(journey, "FOLLOW_UP_OWED");
    post(journey, prescription(journey, examStatus, rxStatus, "[" + ITEM + "]"));

    JsonNode held = journeys.awaitHold(journey, "PRESCRIPTION_UNCONFIRMED");
    assertThat(fulfilment(held)).isEqualTo("AWAITING_PRESCRIPTION");
    assertThat(held.path("facets").path("decision").asText()).isEqualTo("APPROVED");
    assertThat(kinds(journey)).containsExactly("PRESCRIPTION_UNCONFIRMED");
    assertThat(journeys.timeline(journey)).doesNotContain("FOLLOW_UP_CONFIRMED");
    assertThat(read(journey, "prescriptions").body()).contains("Tirzepatide");

    post(journey, prescription(journey, null, "Pharmacy Confirmed", "[" + ITEM + "]"));
    JsonNode confirmed = awaitFulfilment(journey, "PRESCRIBED");
    assertThat(confirmed.path("holds").toString()).doesNotContain("PRESCRIPTION_UNCONFIRMED");
    journeys.awaitEntry(journey, "FOLLOW_UP_CONFIRMED");
  }

  @Test
  void an_approval_that_denies_the_prescription_is_held_and_what_it_says_can_be_read()
      throws Exception {
    String journey = ordered("juniper", "denied-at-once");
    ObjectNode body = event(1, journey).put("exam_status", "Approved");
    post(journey, body.put("rx_status", "Denied").put("reason", "no refill before May"));

    JsonNode held = journeys.awaitHold(journey, "PRESCRIPTION_UNCONFIRMED");
    assertThat(held.path("facets").path("decision").asText()).isEqualTo("APPROVED");

    String path = "/journeys/" + journey + "/consultations";
    for (String key : List.of(system.keys().care(), system.keys().backend())) {
      HttpResponse<String> said = system.read(path, key, "X-Purpose", "the hold says to ask");
      assertThat(said.statusCode()).isEqualTo(200);
      assertThat(said.body()).contains("no refill before May", "Denied", "APPROVED");
    }
    assertThat(system.read(path, system.keys().backend()).statusCode()).isEqualTo(422);
    assertThat(system.read(path, system.keys().operations()).statusCode()).isEqualTo(403);
    JsonNode log =
        new JsonClient(system.url(), system.keys().compliance())
            .get("/access-log?journey=" + journey)
            .body();
    assertThat(log.path("lines"))
        .filteredOn(line -> line.path("endpoint").asText().equals("CONSULTATIONS"))
        .extracting(line -> line.path("role").asText() + " " + line.path("outcome").asText())
        .containsExactly("CARE READ", "BACKEND READ", "OPERATIONS DENIED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "index-map; prescription; {'0':ITEM,'1':OTHER}",
        "nested; prescription; [[ITEM],[OTHER]]",
        "plural; prescriptions; [ITEM,OTHER]"
      })
  void a_list_of_medicines_is_read_in_each_known_shape(String orderId, String name, String list)
      throws Exception {
    String journey = approved("juniper", orderId);
    String both = list.replace("ITEM", ITEM).replace("OTHER", OTHER_ITEM);
    ObjectNode body = prescription(journey, "Approved", "Pharmacy Confirmed", both);
    body.set(name, body.remove("prescription"));
    post(journey, body);

    awaitFulfilment(journey, "PRESCRIBED");
    assertThat(read(journey, "prescriptions").body()).contains("Tirzepatide", "Ondansetron");
    post(journey, parcel(journey, "9001", "'1Z00TEST000000417'"));
    journeys.awaitEntry(journey, "SHIPMENT_REPORTED");
    assertThat(fulfilment(journeys.get(journey))).isEqualTo("PRESCRIBED");
    post(journey, parcel(journey, "9002", "'1Z00TEST000000425'"));
    awaitFulfilment(journey, "SHIPPED");
    assertThat(kinds(journey)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"one-object; ITEM; false", "no-list; 7; true", "no-id; [{}]; true"})
  void nothing_is_shipped_while_a_medicine_is_unknown(String orderId, String list, boolean isHeld)
      throws Exception {
    String journey = approved("juniper", orderId);
    String what = list.replace("ITEM", ITEM);
    post(journey, prescription(journey, "Approved", "Pharmacy Confirmed", what));
    awaitFulfilment(journey, "PRESCRIBED");
    post(journey, parcel(journey, "9001", "'1Z00TEST000000417'"));

    JsonNode shipped =
        isHeld
            ? journeys.awaitHold(journey, "UNREADABLE_DELIVERY")
            : awaitFulfilment(journey, "SHIPPED");
    journeys.awaitEntry(journey, "SHIPMENT_REPORTED");
    assertThat(fulfilment(journeys.get(journey))).isEqualTo(isHeld ? "PRESCRIBED" : "SHIPPED");
    assertThat(shipped.path("holds").isEmpty()).isNotEqualTo(isHeld);
    assertThat(kinds(journey)).isEqualTo(isHeld ? List.of("UNREADABLE_DELIVERY") : List.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"'N/A'", "'pending'", "0"})
  void a_placeholder_is_no_tracking_number(String tracking) throws Exception {
    String journey = approved("juniper", "p-" + Integer.toHexString(tracking.hashCode()));
    post(journey, prescription(journey, "Approved", "Pharmacy Confirmed", "[" + ITEM + "]"));
    awaitFulfilment(journey, "PRESCRIBED");
    post(journey, parcel(journey, "9001", tracking));

    journeys.awaitEntry(journey, "SHIPMENT_REPORTED");
    assertThat(fulfilment(journeys.get(journey))).isEqualTo("PRESCRIBED");
    assertThat(read(journey, "shipments").body()).contains("\"trackingNumber\":null");
  }

  @Test
  void a_tracking_number_keeps_its_digits() throws Exception {
    String journey = ordered("juniper", "digits");
    post(journey, parcel(journey, "9001", "1.2345E10"));
    post(journey, parcel(journey, "9001", "9400111899223197428490"));

    await().until(() -> journeys.count(journey, "SHIPMENT_REPORTED") == 2);
    assertThat(read(journey, "shipments").body())
        .contains("\"1.2345E10\"", "\"9400111899223197428490\"");
  }

  private static String ordered(String clinic, String orderId) throws IOException {
    journeys.post(TestOrders.packageOrder(clinic, orderId, "Waiting"));
    String journey = clinic + ":" + orderId + ":5204";
    journeys.awaitInvited(journey);
    return journey;
  }

  private static String approved(String clinic, String orderId) throws IOException {
    String journey = ordered(clinic, orderId);
    sandbox.decide(sandbox.patientExam(journey, 5204), "Approved");
    awaitFulfilment(journey, "AWAITING_PRESCRIPTION");
    return journey;
  }

  private static ObjectNode event(int event, String journey) throws IOException {
    return JsonNodeFactory.instance
        .objectNode()
        .put("event", event)
        .put("exam_id", 5204)
        .put("patient_exam_id", sandbox.patientExam(journey, 5204));
  }

  private static ObjectNode prescription(
      String journey, @Nullable String examStatus, @Nullable String rxStatus, String list)
      throws IOException {
    ObjectNode body = event(2, journey).put("exam_status", examStatus).put("rx_status", rxStatus);
    return body.put("prescribed_os_id", 884).putRawValue("prescription", new RawValue(json(list)));
  }

  private static ObjectNode parcel(String journey, String medicine, String tracking)
      throws IOException {
    return event(3, journey)
        .put("prescription_id", medicine)
        .putRawValue("tracking_number", new RawValue(json(tracking)));
  }

  private static String json(String quoted) {
    return quoted.replace('\'', '"');
  }

  /** As it is written here: a sandbox would write numbers its own way. */
  private static void post(String journey, ObjectNode body) throws IOException {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    assertThat(system.anonymous().post(sandbox.webhook(journey).getPath(), bytes).status())
        .isEqualTo(200);
  }

  private static JsonNode awaitFulfilment(String journey, String value) {
    return await(journey + " to be " + value)
        .until(() -> journeys.get(journey), found -> fulfilment(found).equals(value));
  }

  private static String fulfilment(JsonNode journey) {
    return journey.path("facets").path("fulfilment").asText();
  }

  private static List<String> kinds(String journey) throws IOException {
    return operator.alarms(journey).stream().map(alarm -> alarm.path("kind").asText()).toList();
  }

  private static HttpResponse<String> read(String journey, String what) throws Exception {
    String key = system.keys().dispensing();
    return system.read("/journeys/" + journey + "/" + what, key, "X-Purpose", "a test asks");
  }

  private static ObjectNode shipping(String play) {
    ObjectNode how = JsonNodeFactory.instance.objectNode();
    return play.equals("ship")
        ? how.put("prescription_id", "9917").put("tracking_number", "1Z00TEST000000417")
        : how;
  }
}
