package org.patientjourney.sandbox.endpoints;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.patientjourney.sandbox.http.Json;

/**
 * The provider's own OpenAPI file, where it lies beside the repository; read strictly: every member
 * that it knows must be there, and no other.
 */
final class PublishedOpenApi {
  private static final Path FILE = Path.of("..", "..", "shared", "qualiphy-openapi.json");
  // OpenAPI 3.0 has nullable, which is no keyword of JSON Schema.
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(Dialects.getOpenApi30());

  private final ObjectNode components;

  private PublishedOpenApi(ObjectNode components) {
    this.components = components;
  }

  /** Without the file the test is skipped, and says so. */
  static PublishedOpenApi read() throws IOException {
    assumeTrue(
        Files.exists(FILE),
        "SKIPPED, NOT checked against what the provider publishes: no file at "
            + FILE.toAbsolutePath().normalize());
    ObjectNode components = (ObjectNode) Json.MAPPER.readTree(FILE.toFile()).path("components");
    components.path("schemas").forEach(PublishedOpenApi::tighten);
    return new PublishedOpenApi(components);
  }

  private static void tighten(JsonNode schema) {
    if (schema instanceof ObjectNode object && schema.path("properties").isObject()) {
      ArrayNode required = object.putArray("required");
      schema.path("properties").fieldNames().forEachRemaining(required::add);
      object.put("additionalProperties", false);
      schema.path("properties").forEach(PublishedOpenApi::tighten);
    }
    if (schema.has("items")) {
      tighten(schema.path("items"));
    }
  }

  /** What is wrong with a value; the places in a list are all the same. */
  List<String> problems(String schema, JsonNode value) {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("$ref", "#/components/schemas/" + schema);
    root.set("components", components);
    return SCHEMAS
        .getSchema(root)
        .validate(
            value,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(PublishedOpenApi::problem)
        .map(problem -> problem.replaceAll("/\\d+/", "/*/"))
        .distinct()
        .toList();
  }

  private static String problem(Error error) {
    String at = error.getInstanceLocation().toString();
    return switch (error.getKeyword()) {
      case "additionalProperties" -> at + "/" + error.getProperty() + " is not published";
      case "required" -> at + "/" + error.getProperty() + " is missing";
      default -> at + " " + error.getMessage();
    };
  }
}
