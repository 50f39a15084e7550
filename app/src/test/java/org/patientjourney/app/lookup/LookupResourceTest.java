package org.patientjourney.app.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patientjourney.app.access.TestEndpoints.BACKEND_KEY;
import static org.patientjourney.app.access.TestEndpoints.CARE_KEY;
import static org.patientjourney.app.access.TestEndpoints.COMPLIANCE_KEY;
import static org.patientjourney.app.access.TestEndpoints.JUNIPER_KEY;
import static org.patientjourney.app.access.TestEndpoints.OPERATIONS_KEY;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.glassfish.jersey.server.ContainerResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.lookup.ProviderLookups;
import org.patientjourney.app.access.TestEndpoints;
import org.patientjourney.app.configuration.CatalogueEntry;
import org.patientjourney.app.configuration.TestConfigurations;
import org.patientjourney.app.openapi.TestDocument;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.ExamKind;

/** The endpoints that ask the provider, before a provider that answers anything. */
class LookupResourceTest {
  private static final String EXAMS = "clinics/juniper/exams";
  private static final String QUESTIONS = "clinics/juniper/exams/5101/questions";
  private static final String PARTNERS = "clinics/juniper/pharmacies?exam=5204&state=NV";
  private static final String PACKAGES =
      "clinics/juniper/packages?pharmacy=31&pharmacy=12&exam=5204&exam=5309&state=TE";
  private static final String SEARCH = "clinics/juniper/pharmacy-search?name=Elm%20St&zip=89501";

  private final TestProvider provider = new TestProvider();
  private final ProviderLookups lookups = new ProviderLookups(provider.accounts());
  private final TestEndpoints endpoints =
      new TestEndpoints(
          new LookupResource(
              lookups,
              Map.of(
                  new ExamId(5101),
                  new CatalogueEntry(
                      new ExamId(5101),
                      "GFE: Filler",
                      ExamKind.GOOD_FAITH,
                      false,
                      null,
                      null,
                      "clinical lead",
                      LocalDate.of(2026, 11, 1)))));

  LookupResourceTest() throws IOException {}

  @AfterEach
  void closeProvider() {
    provider.close();
  }

  @Test
  void exams_are_listed_beside_the_catalogue() {
    provider.willAnswer(
        200,
        """
        {"clinic_id":7310,"exams":[
         {"id":5101,"title":"GFE: Filler","rx_type":2,"price":"27.99","attachments_required":1,
          "attachments":[]},
         {"id":5204,"title":"Tirzepatide","rx_type":2,"price":null,"attachments_required":2,
          "attachments":["ID","Lab"]}]}""");
    JsonNode exams = read(EXAMS, "ExamPage").path("exams");

    assertThat(exams).hasSize(2);
    assertThat(exams.path(0).path("differences")).hasToString("[\"KIND_DIFFERS\"]");
    assertThat(exams.path(0).path("kind").asText()).isEqualTo("GOOD_FAITH");
    assertThat(exams.path(0).path("price").asText()).isEqualTo("27.99");
    assertThat(exams.path(1).path("catalogued").asBoolean()).isFalse();
    assertThat(exams.path(1).path("attachments")).hasToString("[\"ID\",\"Lab\"]");
    assertThat(provider.requests()).containsExactly("exam_list {\"api_key\":\"j-key\"}");
  }

  @Test
  void questions_are_answered_with_our_field_names() {
    provider.willAnswer(
        200,
        """
        {"questions":[{"no":1,"id":4457,"question":"Smoke?","responses":[
         {"response":"Yes","input_field":1,"exam_question_response_id":5011}]},
         {"no":2,"question":"Allergies?"}]}""");
    JsonNode page = read(QUESTIONS, "QuestionPage");

    assertThat(page)
        .hasToString(
            "{\"examId\":5101,\"questions\":[{\"questionId\":4457,\"number\":1,\"text\":\"Smoke?\","
                + "\"options\":[{\"responseId\":5011,\"label\":\"Yes\",\"takesText\":true}]},"
                + "{\"questionId\":null,\"number\":2,\"text\":\"Allergies?\",\"options\":[]}]}");
    assertThat(provider.requests())
        .containsExactly("exam_questions {\"exam_id\":5101,\"api_key\":\"j-key\"}");
  }

  @Test
  void partner_pharmacies_are_listed_and_the_placeholder_is_marked() {
    provider.willAnswer(
        200,
        "[{\"pharmacy_id\":31,\"pharmacy_name\":\"Juniper Compounding\"},"
            + "{\"pharmacy_id\":12,\"pharmacy_name\":\"Choose Your Pharmacy\"}]");

    assertThat(read(PARTNERS, "PartnerPage"))
        .hasToString(
            "{\"pharmacies\":["
                + "{\"pharmacyId\":31,\"name\":\"Juniper Compounding\",\"patientChoice\":false},"
                + "{\"pharmacyId\":12,\"name\":\"Choose Your Pharmacy\",\"patientChoice\":true}]}");
    assertThat(provider.requests())
        .containsExactly(
            "partner_pharmacy_list {\"exam_ids\":[5204],\"patient_state\":\"NV\","
                + "\"api_key\":\"j-key\"}");
  }

  @Test
  void packages_have_the_numbers_that_an_order_names() {
    provider.willAnswer(
        200,
        "[{\"order_set_id\":884,\"exam_pos_id\":7,\"title\":\"Tirzepatide\",\"pharmacy_id\":31,"
            + "\"turnaround_time\":\"3-5\",\"qualiphy_total_price\":\"219.00\"}]");

    assertThat(read(PACKAGES, "PackagePage"))
        .hasToString(
            "{\"packages\":[{\"orderSetId\":884,\"title\":\"Tirzepatide\",\"pharmacyId\":31,"
                + "\"pharmacyName\":null,\"turnaround\":\"3-5\",\"totalPrice\":219}]}");
    assertThat(provider.requests())
        .containsExactly(
            "partner_pharmacy_treatment_packages {\"pharmacy_ids\":[31,12],"
                + "\"exam_ids\":[5204,5309],\"patient_state\":\"TE\",\"api_key\":\"j-key\"}");
  }

  @Test
  void a_search_returns_the_fields_that_an_order_needs() {
    provider.willAnswer(
        200,
        "{\"pharmacies\":[{\"ncpdpid\":\"0012345\",\"name\":\"Elm\",\"address_line_1\":\"1 Elm\","
            + "\"city\":\"Reno\",\"state\":\"NV\",\"zip_code\":\"89501\",\"phone\":\"2025550182\"}]}");

    assertThat(read(SEARCH, "RetailPage"))
        .hasToString(
            "{\"pharmacies\":[{\"ncpdpId\":\"0012345\",\"name\":\"Elm\",\"address\":{\"line1\":"
                + "\"1 Elm\",\"line2\":null,\"city\":\"Reno\",\"state\":\"NV\",\"zip\":\"89501\"},"
                + "\"phone\":\"2025550182\",\"type\":null}]}");
    assertThat(provider.requests())
        .containsExactly(
            "custom_pharmacy_search {\"search\":\"Elm St\",\"zip_code\":\"89501\","
                + "\"api_key\":\"j-key\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {EXAMS, QUESTIONS, PARTNERS, PACKAGES, SEARCH})
  void a_key_reaches_the_endpoints_of_its_role_and_clinic(String path) {
    assertThat(status(path, BACKEND_KEY)).isEqualTo(200);
    assertThat(status(path, OPERATIONS_KEY)).isEqualTo(200);
    assertThat(status(path, JUNIPER_KEY)).isEqualTo(200);
    assertThat(status(path, COMPLIANCE_KEY)).isEqualTo(403);
    assertThat(status(path, CARE_KEY)).isEqualTo(403);
    assertThat(endpoints.get(path, null).getStatus()).isEqualTo(401);
    String ofCedar = path.replace("juniper", "cedar");
    assertThat(status(ofCedar, BACKEND_KEY)).isEqualTo(200);
    assertThat(provider.requests()).hasSize(4).last().asString().contains("c-key");
    assertThat(status(ofCedar, JUNIPER_KEY)).isEqualTo(404);
    assertThat(status(path.replace("juniper", "beech"), BACKEND_KEY)).isEqualTo(404);
    assertThat(status(path.replace("juniper", "No-Clinic"), BACKEND_KEY)).isEqualTo(404);
    assertThat(provider.requests()).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({
    "400, [], 502, http 400",
    "401, Unauthorized access., 502, KEY_REFUSED",
    "404, Quokkacanary, 502, http 404",
    "200, Quokkacanary, 502, answer without",
    "200, '{\"http_code\":401,\"message\":\"Quokkacanary\"}', 502, UNAUTHORIZED",
    "429, Quokkacanary, 503, http 429"
  })
  void a_failure_of_the_provider_is_answered_without_its_text(
      int answered, String body, int expected, String cause) {
    provider.willAnswer(answered, body);
    for (String path : List.of(EXAMS, QUESTIONS, PARTNERS, PACKAGES, SEARCH)) {
      ContainerResponse answer = endpoints.get(path, "Bearer " + BACKEND_KEY);
      assertThat(answer.getStatus()).isEqualTo(expected);
      assertThat(answer.getMediaType()).hasToString(Problem.MEDIA_TYPE);
      assertThat(answer.getEntity().toString()).contains(cause).doesNotContain("Quokkacanary");
    }
  }

  @Test
  void a_provider_that_is_not_there_is_503() {
    provider.close();
    ContainerResponse answer = endpoints.get(EXAMS, "Bearer " + BACKEND_KEY);

    assertThat(answer.getStatus()).isEqualTo(503);
    assertThat(answer.getEntity().toString()).contains("ConnectException");
  }

  @ParameterizedTest
  @CsvSource({
    "clinics/juniper/pharmacies, 2",
    "clinics/juniper/pharmacies?exam=5204, 1",
    "clinics/juniper/pharmacies?exam=0&state=NV, 1",
    "'clinics/juniper/pharmacies?exam=5204,5309&state=NV', 1",
    "clinics/juniper/pharmacies?exam=5204&exam=x&state=nv, 2",
    "clinics/juniper/pharmacies?exam=99999999999&state=NVX, 2",
    "clinics/juniper/packages, 3",
    "clinics/juniper/packages?exam=5204&state=NV, 1",
    "clinics/juniper/packages?pharmacy=-1&exam=5204&state=NV, 1",
    "clinics/juniper/pharmacy-search, 1",
    "clinics/juniper/pharmacy-search?zip=895, 1",
    "clinics/juniper/pharmacy-search?name=Elm&ncpdpId=0012345, 1"
  })
  void a_query_that_cannot_be_is_refused_with_all_reasons_and_without_a_call(
      String path, int problems) {
    ContainerResponse answer = endpoints.get(path, "Bearer " + BACKEND_KEY);

    assertThat(answer.getStatus()).isEqualTo(400);
    assertThat(((Problem) answer.getEntity()).errors()).hasSize(problems);
    assertThat(provider.requests()).isEmpty();
  }

  @Test
  void twenty_exams_may_be_named_and_not_one_more() {
    String twenty = "clinics/juniper/pharmacies?state=NV" + "&exam=5204".repeat(20);

    assertThat(status(twenty, BACKEND_KEY)).isEqualTo(200);
    assertThat(status(twenty + "&exam=5204", BACKEND_KEY)).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "x", "5101%20", "99999999999"})
  void an_invalid_exam_number_is_404_without_a_call(String exam) {
    assertThat(status("clinics/juniper/exams/" + exam + "/questions", BACKEND_KEY)).isEqualTo(404);
    assertThat(provider.requests()).isEmpty();
  }

  /** As it is written, which is what the description says. */
  private JsonNode read(String path, String schema) {
    ContainerResponse answer = endpoints.get(path, "Bearer " + BACKEND_KEY);
    assertThat(answer.getStatus()).isEqualTo(200);
    JsonNode written = TestConfigurations.mapper().valueToTree(answer.getEntity());
    assertThat(TestDocument.problems(schema, written)).isEmpty();
    return written;
  }

  private int status(String path, String key) {
    return endpoints.get(path, "Bearer " + key).getStatus();
  }
}
