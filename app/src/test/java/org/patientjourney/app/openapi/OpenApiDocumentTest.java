package org.patientjourney.app.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.patientjourney.app.configuration.TestConfigurations;

/** The document that the resources of this engine make. */
class OpenApiDocumentTest {
  private static final ObjectNode DOCUMENT = TestDocument.document();

  private record Endpoint(String method, String path, JsonNode operation) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  @Test
  void it_is_openapi_3_1_with_title_version_and_schemas_that_are_schemas() {
    assertThat(DOCUMENT.path("openapi").textValue()).isEqualTo("3.1.0");
    assertThat(DOCUMENT.at("/info/title").textValue()).isNotBlank();
    assertThat(DOCUMENT.at("/info/version").textValue()).isNotBlank();
    assertThat(DOCUMENT.at("/components/schemas").properties())
        .isNotEmpty()
        .allSatisfy(
            schema ->
                assertThat(TestDocument.problemsOfSchema(schema.getValue()))
                    .as(schema.getKey())
                    .isEmpty());
  }

  @Test
  void every_resource_method_and_the_webhook_are_described_and_nothing_else_is() {
    List<String> served = new ArrayList<>(resourceMethods());
    served.add("POST /webhooks/qualiphy/{token}");
    assertThat(endpoints())
        .extracting(Endpoint::toString)
        .containsExactlyInAnyOrderElementsOf(served);
  }

  @Test
  void
      every_endpoint_of_the_table_in_the_documents_is_described_and_every_described_endpoint_is_there() {
    List<String> table =
        Pattern.compile("(?m)^\\| `([A-Z]+ /[^`?]*)[^`]*` \\|")
            .matcher(TestConfigurations.file("docs/api.md"))
            .results()
            .map(row -> withoutNames(row.group(1)))
            .toList();
    assertThat(endpoints())
        .extracting(endpoint -> withoutNames(endpoint.toString()))
        .containsExactlyInAnyOrderElementsOf(table);
  }

  @Test
  void every_endpoint_has_a_unique_id_responses_and_a_problem_for_refusals() {
    assertThat(endpoints())
        .extracting(endpoint -> endpoint.operation().path("operationId"))
        .doesNotHaveDuplicates();
    assertThat(endpoints())
        .allSatisfy(
            endpoint -> {
              assertThat(endpoint.operation().path("operationId").asText()).isNotBlank();
              assertThat(endpoint.operation().at("/responses/default/$ref").textValue())
                  .isEqualTo("#/components/responses/Problem");
              assertThat(endpoint.operation().path("responses").properties())
                  .hasSizeGreaterThan(1)
                  .allSatisfy(answer -> assertDescribed(answer.getKey(), answer.getValue()));
            });
    assertThat(
            DOCUMENT.at(
                "/components/responses/Problem/content/application~1problem+json/schema/$ref"))
        .hasToString("\"#/components/schemas/Problem\"");
  }

  @Test
  void every_endpoint_has_a_summary() {
    assertThat(endpoints())
        .allSatisfy(
            endpoint ->
                assertThat(endpoint.operation().path("summary").asText())
                    .as(endpoint.toString())
                    .isNotBlank());
  }

  @Test
  void every_json_response_has_a_schema() {
    assertThat(DOCUMENT.path("paths").findValues("application/json"))
        .isNotEmpty()
        .allSatisfy(content -> assertThat(content.path("schema")).isNotEmpty());
  }

  @Test
  void every_success_has_a_content() {
    assertThat(endpoints())
        .filteredOn(endpoint -> !endpoint.path().startsWith("/docs"))
        .filteredOn(endpoint -> !endpoint.path().startsWith("/webhooks"))
        .allSatisfy(
            endpoint ->
                assertThat(endpoint.operation().path("responses").properties())
                    .as(endpoint.toString())
                    .anySatisfy(
                        answer -> {
                          assertThat(answer.getKey()).startsWith("2");
                          assertThat(answer.getValue().path("content")).isNotEmpty();
                        }));
  }

  @Test
  void every_parameter_of_a_path_is_described_and_required() {
    assertThat(endpoints())
        .allSatisfy(
            endpoint ->
                assertThat(namesIn(endpoint.path()))
                    .as(endpoint.toString())
                    .containsExactlyInAnyOrderElementsOf(requiredInPath(endpoint)));
  }

  @Test
  void the_purpose_of_reading_is_a_required_header() {
    assertThat(DOCUMENT.findValues("parameters").stream().flatMap(JsonNode::valueStream))
        .filteredOn(parameter -> parameter.path("name").asText().equals("X-Purpose"))
        .hasSizeGreaterThan(1)
        .allSatisfy(
            purpose -> {
              assertThat(purpose.path("in").asText()).isEqualTo("header");
              assertThat(purpose.path("required").asBoolean()).isTrue();
              assertThat(purpose.at("/schema/maxLength").asInt()).isEqualTo(200);
            });
  }

  @Test
  void an_endpoint_may_say_itself_what_a_parameter_means() {
    assertThat(descriptionOf("/webhook-deliveries", "state")).startsWith("Only deliveries");
    assertThat(descriptionOf("/clinics/{clinic}/pharmacies", "state")).startsWith("Where the");
  }

  @Test
  void every_schema_reference_resolves() {
    assertThat(DOCUMENT.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(
            reference ->
                assertThat(DOCUMENT.at(JsonPointer.compile(reference.substring(1))).isObject())
                    .as(reference)
                    .isTrue());
  }

  @Test
  void the_tokens_endpoint_names_no_role_and_its_token_is_a_secret() {
    JsonNode webhook = DOCUMENT.at("/paths/~1webhooks~1qualiphy~1{token}/post");
    assertThat(webhook.path("security")).isEmpty();
    assertThat(webhook.at("/parameters/0/name").textValue()).isEqualTo("token");
    assertThat(webhook.at("/parameters/0/schema/format").textValue()).isEqualTo("password");
  }

  @Test
  void an_endpoint_with_roles_names_each_of_them() {
    JsonNode security = DOCUMENT.at("/paths/~1orders/post/security");
    assertThat(security.findValues("bearerKey").toString())
        .isEqualTo("[[\"BACKEND\"], [\"OPERATIONS\"]]");
    assertThat(DOCUMENT.at("/components/securitySchemes/bearerKey/scheme").textValue())
        .isEqualTo("bearer");
  }

  @Test
  void every_example_is_valid() {
    List<String> wrong = new ArrayList<>();
    DOCUMENT
        .at("/components/schemas")
        .properties()
        .forEach(
            schema ->
                schema
                    .getValue()
                    .path("examples")
                    .forEach(
                        example -> wrong.addAll(TestDocument.problems(schema.getKey(), example))));
    assertThat(DOCUMENT.at("/components/schemas/Order/examples")).isNotEmpty();
    assertThat(wrong).isEmpty();
  }

  @Test
  void every_sample_belongs_to_a_schema() {
    assertThat(DOCUMENT.findValues("example")).isEmpty();
    assertThat(DOCUMENT.findValues("examples"))
        .hasSameSizeAs(DOCUMENT.at("/components/schemas").findValues("examples"));
    assertThat(bodySchemas().map(name -> DOCUMENT.at("/components/schemas/" + name)))
        .allSatisfy(schema -> assertThat(schema.path("examples")).isNotEmpty());
  }

  @Test
  void a_body_has_no_field_that_only_the_engine_knows_and_refuses_unknown_ones() {
    assertThat(bodySchemas().filter(name -> !name.equals("CommandRequest")))
        .contains("Acknowledgement", "Correction", "Assignment", "ReplayRequest", "ResolveRequest")
        .allSatisfy(
            name ->
                assertThat(DOCUMENT.at("/components/schemas/" + name + "/additionalProperties"))
                    .as(name)
                    .hasToString("false"));
    assertThat(DOCUMENT.at("/components/schemas").has("ObjectNode")).isFalse();
    assertThat(DOCUMENT.at("/components/schemas").has("JsonNode")).isFalse();
    assertThat(
            endpoints().stream()
                .map(endpoint -> endpoint.operation().path("requestBody"))
                .filter(body -> !body.isMissingNode()))
        .allSatisfy(body -> assertThat(body.path("required").asBoolean()).isTrue());
  }

  @Test
  void every_kind_of_problem_is_listed() {
    JsonNode listed = DOCUMENT.at("/components/schemas/ProblemType");
    assertThat(listed.path("enum").valueStream().map(JsonNode::textValue))
        .contains("no-such-journey", "query-refused")
        .allMatch(code -> listed.path("description").asText().contains("`" + code + "`"));
  }

  /** Names of the schemas of bodies, but of those that are not JSON of ours. */
  private static Stream<String> bodySchemas() {
    return endpoints().stream()
        .map(
            endpoint ->
                endpoint.operation().at("/requestBody/content/application~1json/schema/$ref"))
        .filter(JsonNode::isTextual)
        .map(reference -> reference.textValue().replace("#/components/schemas/", ""))
        .distinct();
  }

  @Test
  void people_in_it_are_invented() {
    String text = DOCUMENT.at("/components/schemas").findValues("examples").toString();
    assertThat(found("[A-Za-z0-9.]+@([a-z.]+)", text)).isNotEmpty().containsOnly("example.org");
    assertThat(found("([0-9]{3}-[0-9]{3}-[0-9]{4})", text))
        .allMatch(phone -> phone.contains("555-01"));
  }

  private static String descriptionOf(String path, String parameter) {
    for (JsonNode known : DOCUMENT.path("paths").path(path).path("get").path("parameters")) {
      if (known.path("name").asText().equals(parameter)) {
        return known.path("description").asText();
      }
    }
    return "";
  }

  private static void assertDescribed(String code, JsonNode answer) {
    assertThat(answer.has("$ref") || !answer.path("description").asText().isBlank())
        .as(code)
        .isTrue();
  }

  private static List<Endpoint> endpoints() {
    return DOCUMENT.path("paths").properties().stream()
        .flatMap(
            path ->
                path.getValue().properties().stream()
                    .map(
                        operation ->
                            new Endpoint(
                                operation.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                operation.getValue())))
        .toList();
  }

  private static List<String> resourceMethods() {
    return TestDocument.resources().stream()
        .flatMap(
            resource ->
                Arrays.stream(resource.getMethods())
                    .flatMap(method -> endpoint(resource, method).stream()))
        .toList();
  }

  private static Optional<String> endpoint(Class<?> resource, Method method) {
    return Arrays.stream(method.getAnnotations())
        .flatMap(annotation -> verb(annotation.annotationType()))
        .findFirst()
        .map(verb -> verb + " " + path(resource.getAnnotation(Path.class), method));
  }

  private static Stream<String> verb(Class<?> annotation) {
    HttpMethod verb = annotation.getAnnotation(HttpMethod.class);
    return verb == null ? Stream.empty() : Stream.of(verb.value());
  }

  private static String path(Path resource, Method method) {
    Path own = method.getAnnotation(Path.class);
    return resource.value() + (own == null ? "" : own.value());
  }

  private static List<String> requiredInPath(Endpoint endpoint) {
    List<String> names = new ArrayList<>();
    for (JsonNode parameter : endpoint.operation().path("parameters")) {
      if (parameter.path("in").asText().equals("path") && parameter.path("required").asBoolean()) {
        names.add(parameter.path("name").textValue());
      }
    }
    return names;
  }

  private static List<String> namesIn(String path) {
    return found("\\{([^}]+)}", path);
  }

  private static String withoutNames(String endpoint) {
    return endpoint.replaceAll("\\{[^}]+}", "{}");
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }
}
