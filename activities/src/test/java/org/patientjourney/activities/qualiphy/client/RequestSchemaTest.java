package org.patientjourney.activities.qualiphy.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.patientjourney.activities.qualiphy.CallResult;
import org.patientjourney.activities.qualiphy.CallResult.Accepted;
import org.patientjourney.activities.qualiphy.LookupResult;
import org.patientjourney.activities.qualiphy.Question.SubmittedAnswer;
import org.patientjourney.activities.qualiphy.RetailPharmacy;
import org.patientjourney.activities.qualiphy.RetailPharmacy.PharmacySearch;

/**
 * Requests against the provider's own OpenAPI file. The upload is the one known conflict: the file
 * has JSON, we send a form.
 */
class RequestSchemaTest {
  private static final JsonMapper JSON = new JsonMapper();

  static Stream<Arguments> requests() throws IOException {
    List<Arguments> requests = new ArrayList<>();
    for (LookupCall call : LookupCall.values()) {
      requests.add(Arguments.of(call.path(), call.once().request().body()));
    }
    for (ExamCall call : List.of(ExamCall.RESEND, ExamCall.CANCEL, ExamCall.SUBMIT_ANSWERS)) {
      requests.add(Arguments.of(call.path(), call.once().request().body()));
    }
    ProviderCall<CallResult<Accepted>> options =
        new ProviderCall<>(
            client ->
                client.submitAnswers(
                    TestInvites.KEY,
                    ExamCall.MEETING,
                    ExamCall.EXAM,
                    List.of(new SubmittedAnswer(4458, "Yes", 5011, "Daily"))));
    requests.add(Arguments.of(ExamCall.SUBMIT_ANSWERS.path(), options.request().body()));
    ProviderCall<LookupResult<RetailPharmacy>> byNumber =
        new ProviderCall<>(
            client ->
                client.lookUp(
                    TestInvites.KEY, Lookup.pharmacies(new PharmacySearch(null, null, "0012345"))));
    requests.add(Arguments.of(LookupCall.SEARCH.path(), byNumber.request().body()));
    return requests.stream();
  }

  @ParameterizedTest
  @MethodSource("requests")
  void a_request_has_the_fields_and_types_of_the_providers_schema(String path, String body)
      throws IOException {
    JsonNode content = published(path);
    List<String> wrong = new ArrayList<>();
    check(JSON.readTree(body), content.at("/application~1json/schema"), path, wrong);
    assertThat(wrong).isEmpty();
  }

  @Test
  void upload_is_json_in_the_published_schema() throws IOException {
    JsonNode content = published(ExamCall.UPLOAD_ATTACHMENT.path());
    assertThat(content.fieldNames()).toIterable().containsExactly("application/json");

    JsonNode guessed = resolved(content.at("/application~1json/schema"));
    String sent = ExamCall.UPLOAD_ATTACHMENT.once().request().body();
    guessed
        .path("required")
        .forEach(name -> assertThat(sent).contains("name=\"" + name.asText() + "\""));
    assertThat(guessed.path("properties").has("file_type")).isTrue();
    assertThat(guessed.path("properties").has("file")).as("the known conflict").isFalse();
  }

  @ParameterizedTest
  @EnumSource(InviteWireTest.Sent.class)
  void invite_has_the_fields_and_types_of_the_providers_schema(InviteWireTest.Sent sent)
      throws IOException {
    JsonNode schema = PublishedOpenApi.at("/components/schemas/ExamInviteRequest");
    JsonNode body = JSON.readTree(sent.body());

    List<String> wrong = new ArrayList<>();
    check(body, schema, "invite", wrong);
    assertThat(wrong).isEmpty();
    assertThat(schema.path("required")).as("required fields").isNotEmpty();
  }

  private static JsonNode published(String path) throws IOException {
    return PublishedOpenApi.at("/paths/" + path.replace("/", "~1") + "/post/requestBody/content");
  }

  private static void check(JsonNode value, JsonNode declared, String where, List<String> wrong)
      throws IOException {
    JsonNode schema = resolved(declared);
    if (schema.has("oneOf")) {
      schema = arrayOf(schema.path("oneOf"));
    }
    String type = type(value);
    if (!type.equals(schema.path("type").asText("absent"))) {
      wrong.add(where + " is " + schema.path("type").asText("absent") + " in the schema");
      return;
    }
    for (JsonNode name : schema.path("required")) {
      if (!value.has(name.asText())) {
        wrong.add(where + " lacks " + name.asText());
      }
    }
    for (JsonNode item : type.equals("array") ? value : JSON.createArrayNode()) {
      check(item, schema.path("items"), where + "[]", wrong);
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      check(
          field.getValue(),
          schema.path("properties").path(field.getKey()),
          where + "." + field.getKey(),
          wrong);
    }
  }

  /** Where a number alone is taken too, we send the array. */
  private static JsonNode arrayOf(JsonNode choices) {
    for (JsonNode choice : choices) {
      if (choice.path("type").asText().equals("array")) {
        return choice;
      }
    }
    return choices.path(0);
  }

  private static JsonNode resolved(JsonNode schema) throws IOException {
    return schema.has("$ref")
        ? PublishedOpenApi.at(schema.path("$ref").asText().substring(1))
        : schema;
  }

  private static String type(JsonNode value) {
    if (value.isContainerNode()) {
      return value.isArray() ? "array" : "object";
    }
    return value.isIntegralNumber() ? "integer" : value.isTextual() ? "string" : "other";
  }
}
