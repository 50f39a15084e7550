package org.patientjourney.activities.qualiphy.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our requests against the provider's own OpenAPI file, where it lies beside the repository. */
class InviteSchemaTest {
  private static final JsonMapper JSON = new JsonMapper();

  @ParameterizedTest
  @EnumSource(InviteWireTest.Sent.class)
  void request_has_the_fields_and_types_of_the_providers_schema(InviteWireTest.Sent sent)
      throws IOException {
    JsonNode schema = PublishedOpenApi.at("/components/schemas/ExamInviteRequest");
    JsonNode body = JSON.readTree(sent.body());

    assertThat(wrong(body, schema.path("properties"))).isEmpty();
    schema.path("required").forEach(name -> assertThat(body.has(name.asText())).isTrue());
    assertThat(schema.path("required")).as("required fields").isNotEmpty();
  }

  private static List<String> wrong(JsonNode body, JsonNode properties) {
    List<String> wrong = new ArrayList<>();
    body.properties()
        .forEach(
            field -> {
              String expected = properties.path(field.getKey()).path("type").asText("absent");
              if (!type(field.getValue()).equals(expected)) {
                wrong.add(field.getKey() + " is " + expected + " in the schema");
              }
            });
    return wrong;
  }

  private static String type(JsonNode value) {
    if (value.isArray()) {
      return "array";
    }
    return value.isIntegralNumber() ? "integer" : value.isTextual() ? "string" : "other";
  }
}
