package org.patientjourney.sandbox.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patientjourney.sandbox.state.ProviderEndpoint.CUSTOM_PHARMACY_SEARCH;
import static org.patientjourney.sandbox.state.ProviderEndpoint.PARTNER_PHARMACY_LIST;
import static org.patientjourney.sandbox.state.ProviderEndpoint.PARTNER_PHARMACY_TREATMENT_PACKAGES;

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
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.sandbox.TestSandbox;
import org.patientjourney.sandbox.TestSandbox.Answered;
import org.patientjourney.sandbox.http.Json;
import org.patientjourney.sandbox.state.ProviderEndpoint;

class PharmacyLookUpTest {
  @TempDir Path data;
  private TestSandbox sandbox;

  @BeforeEach
  void start() throws Exception {
    sandbox = TestSandbox.start(data);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Answered call(ProviderEndpoint endpoint, String members) throws Exception {
    ObjectNode body = (ObjectNode) Json.MAPPER.readTree(members);
    return sandbox.post(endpoint.path(), body.put("api_key", TestSandbox.JUNIPER_KEY));
  }

  @Test
  void partners_are_a_bare_array() throws Exception {
    Answered answer = call(PARTNER_PHARMACY_LIST, "{\"exam_ids\":[5204],\"patient_state\":\"NV\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "[{\"pharmacy_id\":31,\"pharmacy_name\":\"Juniper Compounding\"},"
                + "{\"pharmacy_id\":12,\"pharmacy_name\":\"Choose Your Pharmacy\"}]");
  }

  @ParameterizedTest
  @CsvSource({
    "5204, TE, 31+12",
    "5204, OR, 12",
    "5309, TE, 12",
    "5400, NV, 12",
    "5101, TE, ''",
    "5205, TE, ''",
    "5999, TE, ''",
    "5204, AL, ''",
    "5204, te, ''",
  })
  void partners_depend_on_exam_and_state(int exam, String state, String expected) throws Exception {
    JsonNode found =
        sandbox
            .provider(
                PARTNER_PHARMACY_LIST, Map.of("exam_ids", List.of(exam), "patient_state", state))
            .json();

    assertThat(String.join("+", found.findValuesAsText("pharmacy_id"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"patient_state\":\"TE\"}", "{\"exam_ids\":null}", "{}"})
  void forgotten_exams_reveal_an_error_of_the_providers_code(String members) throws Exception {
    assertThat(call(PARTNER_PHARMACY_LIST, members).refusal())
        .isEqualTo("400 Cannot convert undefined or null to object");
  }

  @Test
  void forgotten_state_finds_nothing() throws Exception {
    assertThat(call(PARTNER_PHARMACY_LIST, "{\"exam_ids\":[5204]}").body()).isEqualTo("[]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"31", "[31]", "[12,31]"})
  void packages_name_drug_dose_and_price(String pharmacies) throws Exception {
    Answered answer =
        call(
            PARTNER_PHARMACY_TREATMENT_PACKAGES,
            "{\"pharmacy_ids\":%s,\"exam_ids\":[5204],\"patient_state\":\"NV\"}"
                .formatted(pharmacies));

    assertThat(answer.json())
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                [{"exam_pos_id":30118,"order_set_id":884,
                  "title":"Tirzepatide - Injection - Dose 1: 2.5mg/week - 30 Days Supply",
                  "pharmacy_id":31,"turnaround_time":"3-5","pharmacy_name":"Juniper Compounding",
                  "integration_partner":8,"qualiphy_total_price":"219.00"},
                 {"exam_pos_id":30119,"order_set_id":917,
                  "title":"for eDose 2: 5mg/week Tirzepatide Injection, 30 Days",
                  "pharmacy_id":31,"turnaround_time":"3-5","pharmacy_name":"Juniper Compounding",
                  "integration_partner":8,"qualiphy_total_price":"269.00"}]"""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"pharmacy_id\":31,\"exam_ids\":[5204],\"patient_state\":\"NV\"}",
        "{\"pharmacy_ids\":[31],\"exam_ids\":[5204]}",
        "{\"pharmacy_ids\":[31],\"patient_state\":\"NV\"}",
        "{\"pharmacy_ids\":[31],\"exam_ids\":[5204],\"patient_state\":\"OR\"}",
        "{\"pharmacy_ids\":[31],\"exam_ids\":[5309],\"patient_state\":\"NV\"}",
        "{\"pharmacy_ids\":[12],\"exam_ids\":[5204],\"patient_state\":\"NV\"}",
        "{}",
      })
  void packages_are_not_found_rather_than_refused(String members) throws Exception {
    Answered answer = call(PARTNER_PHARMACY_TREATMENT_PACKAGES, members);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("[]");
  }

  @Test
  void any_pharmacy_is_found_by_its_number_with_all_that_an_invite_needs() throws Exception {
    assertThat(call(CUSTOM_PHARMACY_SEARCH, "{\"ncpdpid\":\"0512345\"}").json())
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"pharmacies":[{"ncpdpid":"0512345","name":"Elm Street Drugs",
                  "address_line_1":"12 Elm Street","city":"Denver","state":"CO",
                  "zip_code":"80202","phone":"2025550161"}]}"""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"search\":\"elm street\"} | 0512345+0512346",
        "{\"search\":\"elm street\",\"zip_code\":\"80299\"} | 0512345",
        "{\"zip_code\":\"10001\"} | 3312349",
        "{\"search\":\"nowhere\"} | ''",
        "{\"ncpdpid\":\"0000000\",\"search\":\"Elm\"} | ''",
        "{\"search\":\"\"} | 0512345+0512346+2912347+4512348+3312349",
      })
  void pharmacies_are_found_by_name_and_place(String members, String expected) throws Exception {
    JsonNode found = call(CUSTOM_PHARMACY_SEARCH, members).json();

    assertThat(String.join("+", found.findValuesAsText("ncpdpid"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | Missing required field: search",
        "{\"zip_code\":\"8020\"} | Invalid zip_code",
        "{\"zip_code\":80202} | Invalid zip_code",
        "{\"ncpdpid\":512345} | Invalid ncpdpid",
        "{\"search\":7} | Invalid search",
      })
  void search_requires_a_criterion(String members, String text) throws Exception {
    assertThat(call(CUSTOM_PHARMACY_SEARCH, members).refusal()).isEqualTo("400 " + text);
  }

  @ParameterizedTest
  @CsvSource({"documented, ARRAY, OBJECT", "array, ARRAY, ARRAY", "object, OBJECT, OBJECT"})
  void lists_are_bare_or_in_an_object(String switched, String partners, String search)
      throws Exception {
    sandbox.post("/sandbox/shape", Map.of("pharmacy_lists", switched));
    String wanted =
        "{\"pharmacy_ids\":31,\"exam_ids\":[5204],\"patient_state\":\"TE\",\"search\":\"a\"}";

    JsonNode list = call(PARTNER_PHARMACY_LIST, wanted).json();
    JsonNode packages = call(PARTNER_PHARMACY_TREATMENT_PACKAGES, wanted).json();
    JsonNode found = call(CUSTOM_PHARMACY_SEARCH, wanted).json();

    assertThat(List.of(list.getNodeType(), packages.getNodeType(), found.getNodeType()))
        .extracting(Enum::name)
        .containsExactly(partners, partners, search);
    assertThat(list.findValues("pharmacy_name")).hasSize(2);
    assertThat(packages.findValues("order_set_id")).hasSize(2);
    assertThat(found.findValues("ncpdpid")).isNotEmpty();
  }
}
