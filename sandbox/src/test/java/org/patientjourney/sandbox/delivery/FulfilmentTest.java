package org.patientjourney.sandbox.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.patientjourney.sandbox.TestInvites.GFE;
import static org.patientjourney.sandbox.TestInvites.OTHER_RX;
import static org.patientjourney.sandbox.TestInvites.RX;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.sandbox.FakeClock;
import org.patientjourney.sandbox.TestInvites;
import org.patientjourney.sandbox.TestReceiver;
import org.patientjourney.sandbox.TestSandbox;
import org.patientjourney.sandbox.http.Json;

class FulfilmentTest {
  private static final Timing HOURS =
      new Timing(
          Duration.ofHours(2),
          List.of(Duration.ofHours(1)),
          Duration.ofSeconds(10),
          Duration.ofMillis(100));

  @TempDir Path data;
  private final FakeClock clock = new FakeClock();
  private TestReceiver receiver;
  private TestSandbox sandbox;

  @BeforeEach
  void start() throws Exception {
    receiver = new TestReceiver();
    sandbox = TestSandbox.start(data, HOURS, clock);
  }

  @AfterEach
  void stop() {
    sandbox.close();
    receiver.close();
  }

  /** Two hours later, in a new process. */
  private void nextStep() throws Exception {
    sandbox.close();
    clock.advance(Duration.ofHours(2));
    sandbox = TestSandbox.start(data, HOURS, clock);
  }

  private void invite(ObjectNode body) throws Exception {
    assertThat(sandbox.invite(body.put("webhook_url", receiver.url())).status()).isEqualTo(200);
  }

  private void inviteWaiting() throws Exception {
    invite(TestInvites.inTestMode("Wait", RX).put("pharmacy_id", 31));
  }

  private String play(String verb, String body) throws Exception {
    return sandbox.call("POST", "/sandbox/exams/601001/" + verb, body).body();
  }

  private JsonNode awaitBody(int count) {
    await().until(() -> receiver.bodies().size() == count);
    return receiver.bodies().get(count - 1);
  }

  @Test
  void approved_prescription_is_confirmed_and_then_shipped() throws Exception {
    invite(
        TestInvites.inTestMode("Prescription Approve", RX)
            .put("custom_pharmacy", 2)
            .put("order_set_id", 917)
            .put("additional_data", "S-77"));

    nextStep();
    assertThat(awaitBody(1).path("event").intValue()).isEqualTo(1);
    assertThat(sandbox.state().path("planned_steps").intValue()).isEqualTo(2);
    nextStep();
    ObjectNode prescription = (ObjectNode) awaitBody(2);
    nextStep();
    JsonNode shipment = awaitBody(3);

    assertThat(prescription.remove("exam_url").asText()).contains("/601001.pdf?");
    assertThat(prescription)
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"event":2,"exam_id":5204,"patient_exam_id":601001,
                 "exam_name":"Tirzepatide, 1 Month Supply with Medication Shipping",
                 "exam_status":"Approved","rx_status":"Pharmacy Confirmed","clinic_name":"juniper",
                 "patient_email":"rivka.test@example.org","patient_phone_number":"2025550147",
                 "provider_name":"NP Dana Okafor","questions_answers":[],"prescribed_os_id":917,
                 "prescription":[{"prescription_id":60100101,"drug_name":"Tirzepatide",
                   "dosage_form_type":"Inj","strength":"10 mg/mL","size":"1 mL","quantity":"1",
                   "quantity_units":"","directions":"As the leaflet says","duration_days":30,
                   "refill_amount":0,"ndc_number":"","gpi_number":"","schedule_code":"",
                   "active_ingredient":"Tirzepatide","inactive_ingredient":"",
                   "pharmacy_name":"Juniper Compounding","created_at":"2026-11-23T13:00:00.000Z",
                   "pharmacy_contacts":
                     [{"full_name":null,"email":null,"phone_number":null,"role":null}],
                   "prescription_tracking":
                     [{"rx_number":null,"tracking_number":null,"ship_carrier":null,
                       "delivery_service":null,"pharmacy_location":null}]}],
                 "additional_data":"S-77"}"""));
    assertThat(shipment)
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"event":3,"patient_exam_id":"601001","prescription_id":"60100101",
                 "tracking_number":"1Z00TEST601001001","delivery_service":"Standard",
                 "pharmacy_location":"Juniper Compounding","order_id":"JC-60100101"}"""));
    assertThat(sandbox.state().path("planned_steps").intValue()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "custom_pharmacy, 2, decide+prescribe+ship",
    "pharmacy_id, 31, decide+prescribe+ship",
    "order_set_id, 884, decide+prescribe+ship",
    "custom_pharmacy, 1, decide+prescribe",
    "gender, 2, decide+prescribe",
  })
  void only_partner_pharmacies_ship(String field, int value, String steps) throws Exception {
    invite(TestInvites.inTestMode("Prescription Approve", OTHER_RX).put(field, value));

    assertThat(planned(0)).isEqualTo(steps);
  }

  @ParameterizedTest
  @CsvSource({
    "Prescription Reject, 5204, decide",
    "Prescription Approve, 5101, decide",
    "Approve, 5204, decide",
    "Defer Prescription Approve, 5204, decide+decide+prescribe+ship",
  })
  void name_and_exam_must_both_ask_for_a_prescription(String name, int exam, String steps)
      throws Exception {
    invite(TestInvites.inTestMode(name, exam).put("pharmacy_id", 31));

    assertThat(planned(0)).isEqualTo(steps);
  }

  @Test
  void only_the_rx_exam_of_a_meeting_is_prescribed_for() throws Exception {
    invite(TestInvites.inTestMode("Prescription Approve", GFE, RX));

    assertThat(planned(0)).isEqualTo("decide");
    assertThat(planned(1)).isEqualTo("decide+prescribe");
  }

  private String planned(int position) throws Exception {
    JsonNode exam = sandbox.state().at("/invites/0/patient_exams/" + position);
    return String.join("+", exam.path("plan").findValuesAsText("kind"));
  }

  @Test
  void retail_pharmacy_has_the_name_that_the_invite_gave() throws Exception {
    invite(
        TestInvites.inTestMode("Wait", RX)
            .put("custom_pharmacy", 1)
            .put("pharmacy_name", "Elm Street Drugs"));

    play("prescribe", "");

    assertThat(awaitBody(1).at("/prescription/0/pharmacy_name").asText())
        .isEqualTo("Elm Street Drugs");
  }

  @Test
  void several_controlled_items_are_prescribed_by_hand_in_one_event() throws Exception {
    inviteWaiting();

    assertThat(play("prescribe", "{\"items\":3,\"schedule_code\":\"C3\"}"))
        .isEqualTo("{\"events\":[1]}");

    JsonNode items = awaitBody(1).path("prescription");
    assertThat(items.findValuesAsText("prescription_id"))
        .containsExactly("60100101", "60100102", "60100103");
    assertThat(items.findValuesAsText("schedule_code")).containsOnly("C3");
    assertThat(awaitBody(1).path("prescribed_os_id").intValue()).isEqualTo(884);
  }

  @Test
  void each_item_that_is_not_shipped_yet_becomes_a_parcel() throws Exception {
    inviteWaiting();
    play("prescribe", "{\"items\":3}");
    play("ship", "{\"prescription_id\":60100102}");

    assertThat(play("ship", "")).isEqualTo("{\"events\":[3,4]}");

    await().until(() -> receiver.bodies().size() == 4);
    assertThat(receiver.bodies())
        .filteredOn(body -> body.path("event").intValue() == 3)
        .extracting(
            body ->
                body.path("prescription_id").asText() + " " + body.path("tracking_number").asText())
        .containsExactlyInAnyOrder(
            "60100102 1Z00TEST601001001",
            "60100101 1Z00TEST601001002",
            "60100103 1Z00TEST601001003");
  }

  @Test
  void parcel_can_precede_its_prescription() throws Exception {
    inviteWaiting();

    play("ship", "");
    JsonNode parcel = awaitBody(1);
    play("prescribe", "");
    JsonNode prescription = awaitBody(2);

    assertThat(parcel.path("prescription_id").asText())
        .isEqualTo(prescription.at("/prescription/0/prescription_id").asText());
  }

  @Test
  void parcels_can_say_anything() throws Exception {
    inviteWaiting();

    assertThat(
            play(
                "ship",
                "{\"parcels\":[{\"prescription_id\":\"P-1\",\"tracking_number\":\"T-1\"},"
                    + "{\"tracking_number\":\"T-2\"}]}"))
        .isEqualTo("{\"events\":[1,2]}");

    await().until(() -> receiver.bodies().size() == 2);
    assertThat(receiver.bodies())
        .extracting(
            body ->
                body.path("prescription_id").asText() + " " + body.path("tracking_number").asText())
        .containsExactlyInAnyOrder("P-1 T-1", "60100101 T-2");
  }

  @Test
  void tracking_is_corrected_by_shipping_the_same_prescription_again() throws Exception {
    inviteWaiting();
    play("prescribe", "");
    play("ship", "{\"tracking_number\":\"T-1\"}");
    awaitBody(2);

    play("ship", "{\"prescription_id\":\"60100101\",\"tracking_number\":\"T-2\"}");

    JsonNode corrected = awaitBody(3);
    assertThat(corrected.path("event").intValue()).isEqualTo(3);
    assertThat(corrected.path("prescription_id").asText()).isEqualTo("60100101");
    assertThat(corrected.path("tracking_number").asText()).isEqualTo("T-2");
  }

  @ParameterizedTest
  @CsvSource({"Parcels, 2, ''", "Controlled, 1, C3", "Controlled Parcels, 2, C3"})
  void name_asks_for_parcels_and_controlled_items(String word, int items, String scheduleCode)
      throws Exception {
    invite(TestInvites.inTestMode("Prescription Approve " + word, RX).put("pharmacy_id", 31));

    nextStep();
    awaitBody(1);
    nextStep();
    JsonNode prescription = awaitBody(2).path("prescription");
    nextStep();
    awaitBody(2 + items);

    assertThat(prescription).hasSize(items);
    assertThat(prescription.findValuesAsText("schedule_code")).containsOnly(scheduleCode);
    assertThat(receiver.bodies().subList(2, 2 + items))
        .allMatch(body -> body.path("event").intValue() == 3)
        .extracting(body -> body.path("prescription_id").asText())
        .containsExactlyInAnyOrderElementsOf(prescription.findValuesAsText("prescription_id"));
  }

  @Test
  void prescribing_by_hand_ends_the_plan() throws Exception {
    invite(TestInvites.inTestMode("Prescription Approve", RX).put("pharmacy_id", 31));

    play("prescribe", "");

    assertThat(sandbox.state().path("planned_steps").intValue()).isZero();
    assertThat(sandbox.firstExam().path("status").asText()).isEqualTo("Pending");
  }

  @Test
  void no_event_is_sent_without_a_webhook() throws Exception {
    sandbox.invite(TestInvites.inTestMode("Wait", RX));

    assertThat(play("prescribe", "")).isEqualTo("{\"events\":[]}");
    assertThat(play("ship", "")).isEqualTo("{\"events\":[]}");
  }

  @Test
  void event_2_is_sent_again_with_the_same_content() throws Exception {
    receiver.answersOnce(500);
    inviteWaiting();
    play("prescribe", "{\"items\":2}");
    ObjectNode first = (ObjectNode) awaitBody(1);

    await().until(() -> sandbox.state().at("/events/0/due_at").asText().endsWith("10:00:00Z"));
    nextStep();
    ObjectNode second = (ObjectNode) awaitBody(2);

    first.remove("exam_url");
    second.remove("exam_url");
    assertThat(second).isEqualTo(first);
  }

  @Test
  void faults_of_deliveries_strike_events_2_and_3() throws Exception {
    inviteWaiting();
    sandbox.arm("lose-event");
    play("prescribe", "");
    await().until(() -> sandbox.state().at("/events/0/state").asText().equals("dropped"));
    sandbox.post("/sandbox/faults", Map.of("fault", "duplicate-event", "copies", 2));

    play("ship", "");

    await().until(() -> receiver.bodies().size() == 3);
    assertThat(receiver.bodies()).extracting(body -> body.path("event").intValue()).containsOnly(3);
    assertThat(sandbox.post("/sandbox/deliver", Map.of("event", 1)).body())
        .isEqualTo("{\"http_codes\":[200]}");
    assertThat(awaitBody(4).path("event").intValue()).isEqualTo(2);
  }
}
