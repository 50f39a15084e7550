package org.patientjourney.sandbox.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.patientjourney.sandbox.TestInvites.RX;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.sandbox.TestInvites;
import org.patientjourney.sandbox.TestReceiver;
import org.patientjourney.sandbox.TestSandbox;
import org.patientjourney.sandbox.http.Json;

class EventShapeTest {
  @TempDir Path data;
  private TestReceiver receiver;
  private TestSandbox sandbox;

  @BeforeEach
  void start() throws Exception {
    receiver = new TestReceiver();
    sandbox = TestSandbox.start(data);
    sandbox.invite(
        TestInvites.inTestMode("Wait", RX)
            .put("pharmacy_id", 31)
            .put("additional_data", "S-77")
            .put("webhook_url", receiver.url()));
  }

  @AfterEach
  void stop() {
    sandbox.close();
    receiver.close();
  }

  private void shape(String name, String value) throws Exception {
    assertThat(sandbox.post("/sandbox/shape", Map.of(name, value)).status()).isEqualTo(200);
  }

  private JsonNode next(String verb, String body) throws Exception {
    int before = receiver.bodies().size();
    sandbox.call("POST", "/sandbox/exams/601001/" + verb, body);
    await().until(() -> receiver.bodies().size() == before + 1);
    return receiver.bodies().get(before);
  }

  /** One event of each kind, in this order. */
  private List<JsonNode> events() throws Exception {
    return List.of(
        next("decide", "{\"status\":\"Approved\"}"), next("prescribe", ""), next("ship", ""));
  }

  @ParameterizedTest
  @CsvSource({"documented, SNS", "all_int, NNN", "all_string, SSS"})
  void ids_have_the_types_that_are_switched_on(String types, String expected) throws Exception {
    shape("id_types", types);

    List<JsonNode> events = events();

    for (int i = 0; i < 3; i++) {
      List<JsonNode> ids = events.get(i).findValues("patient_exam_id");
      ids.addAll(events.get(i).findValues("exam_id"));
      ids.addAll(events.get(i).findValues("prescription_id"));
      assertThat(ids)
          .hasSizeGreaterThanOrEqualTo(2)
          .allMatch(expected.charAt(i) == 'N' ? JsonNode::isIntegralNumber : JsonNode::isTextual);
    }
  }

  @Test
  void id_that_is_no_number_stays_text() throws Exception {
    shape("id_types", "all_int");

    assertThat(next("ship", "{\"prescription_id\":\"P-1\"}").path("prescription_id").asText())
        .isEqualTo("P-1");
  }

  @ParameterizedTest
  @CsvSource({"event1, 1", "1and2, 2", "all, 3"})
  void additional_data_is_in_the_first_events(String switched, int last) throws Exception {
    shape("additional_data", switched);

    assertThat(events())
        .filteredOn(body -> body.path("additional_data").asText().equals("S-77"))
        .hasSize(last)
        .allMatch(body -> body.path("event").intValue() <= last);
    assertThat(receiver.bodies()).filteredOn(body -> body.has("additional_data")).hasSize(last);
  }

  @ParameterizedTest
  @CsvSource({
    "NA, current, NA",
    "NA, old, N/A",
    "Deferred to Medical Director, old, Defer to Medical Director",
    "Approved, old, Approved",
  })
  void status_is_spelled_as_switched(String status, String spelling, String expected)
      throws Exception {
    shape("status_spelling", spelling);

    JsonNode body = next("decide", Json.MAPPER.writeValueAsString(Map.of("status", status)));

    assertThat(body.path("exam_status").asText()).isEqualTo(expected);
    assertThat(sandbox.firstExam().path("status").asText()).isEqualTo(status);
  }

  @Test
  void flat_event_2_has_one_medicine_at_the_top() throws Exception {
    shape("event2", "flat");

    ObjectNode body = (ObjectNode) next("prescribe", "{\"schedule_code\":\"C3\"}");

    assertThat(body.path("patient_exam_id").longValue()).isEqualTo(601001);
    assertThat(body.has("prescription")).isFalse();
    ObjectNode flat =
        body.retain(
            "prescription_id",
            "quantity",
            "quantity_units",
            "directions",
            "duration_days",
            "refill_amount",
            "dispense_number",
            "schedule_code",
            "drug_details");
    assertThat(flat)
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"prescription_id":60100101,"quantity":1,"quantity_units":"",
                 "directions":"As the leaflet says","duration_days":30,"refill_amount":0,
                 "dispense_number":1,"schedule_code":"C3",
                 "drug_details":{"drug_name":"Tirzepatide","strength":"10 mg/mL","size":"1 mL",
                   "dosage_form_type":"Inj","ndc_number":"","gpi_number":"",
                   "active_ingredient":"Tirzepatide","inactive_ingredient":[]}}"""));
  }

  @Test
  void flat_event_2_takes_one_event_for_each_item() throws Exception {
    shape("event2", "flat");

    sandbox.call("POST", "/sandbox/exams/601001/prescribe", "{\"items\":2}");

    await().until(() -> receiver.bodies().size() == 2);
    assertThat(receiver.bodies())
        .extracting(body -> body.path("prescription_id").asText())
        .containsExactlyInAnyOrder("60100101", "60100102");
  }

  @Test
  void tracking_list_has_all_parcels_and_no_id() throws Exception {
    shape("event3", "tracking_list");

    ObjectNode body =
        (ObjectNode)
            next("ship", "{\"parcels\":[{\"tracking_number\":\"T-1\"},{\"prescription_id\":7}]}");

    assertThat(body.remove("created_at").asText()).matches("[-0-9]{10}T[0-9:]{8}[.][0-9]{3}Z");
    assertThat(body)
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"event":3,"prescription_tracking":[
                  {"pharmacy_location":"Juniper Compounding","rx_number":"RX-60100101",
                   "tracking_number":"T-1","delivery_service":"Standard","ship_carrier":"UPS"},
                  {"pharmacy_location":"Juniper Compounding","rx_number":"RX-7",
                   "tracking_number":"1Z00TEST601001002","delivery_service":"Standard",
                   "ship_carrier":"UPS"}]}"""));
  }

  @Test
  void stored_event_is_delivered_in_the_shape_of_now_if_it_fits() throws Exception {
    next("prescribe", "");
    next("prescribe", "{\"items\":2}");
    shape("event2", "flat");

    sandbox.post("/sandbox/deliver", Map.of("event", 1));
    sandbox.post("/sandbox/deliver", Map.of("event", 2));

    assertThat(receiver.bodies().get(2).path("prescription_id").longValue()).isEqualTo(60100101);
    assertThat(receiver.bodies().get(3).path("prescription")).hasSize(2);
  }

  @Test
  void switches_change_one_by_one_and_survive_a_restart() throws Exception {
    shape("event3", "tracking_list");
    shape("resend", "also_missed");

    sandbox.close();
    sandbox = TestSandbox.start(data);

    assertThat(sandbox.state().path("shape"))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"error_body":"both","id_types":"documented","event2":"array",
                 "event3":"tracking_list","additional_data":"1and2",
                 "status_spelling":"current","resend":"also_missed","questions_shape":"superset",
                 "submit_answers":"current","pharmacy_lists":"documented"}"""));
  }
}
