package org.patientjourney.app.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The document of all resources that there are, and its schemas at work. */
public final class TestDocument {
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(
          Dialect.builder(Dialects.getDraft202012())
              .keyword(new NonValidationKeyword("components"))
              .keyword(new NonValidationKeyword("discriminator"))
              .build());
  private static final Set<Class<?>> RESOURCES =
      new ClassFileImporter()
              .withImportOption(new ImportOption.DoNotIncludeTests())
              .importPackages("org.patientjourney.app")
              .stream()
              .filter(type -> type.isAnnotatedWith(Path.class))
              .filter(type -> !type.isAnnotatedWith(Hidden.class)) // pages for people
              .map(JavaClass::reflect)
              .collect(Collectors.toUnmodifiableSet());
  private static final ObjectNode DOCUMENT = OpenApiResource.document(RESOURCES);

  private TestDocument() {}

  static Set<Class<?>> resources() {
    return RESOURCES;
  }

  static ObjectNode document() {
    return DOCUMENT.deepCopy();
  }

  public static List<JsonNode> examples(String schema) {
    return DOCUMENT.at("/components/schemas/" + schema + "/examples").valueStream().toList();
  }

  public static Set<String> fields(String schema) {
    return DOCUMENT
        .at("/components/schemas/" + schema + "/properties")
        .propertyStream()
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What is wrong with a value, by a schema of the document. */
  public static List<String> problems(String schema, JsonNode value) {
    return problems(DOCUMENT, schema, value);
  }

  static List<String> problems(ObjectNode document, String schema, JsonNode value) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("$ref", "#/components/schemas/" + schema);
    root.set("components", document.get("components"));
    return problems(SCHEMAS.getSchema(root), value);
  }

  /** What is wrong with a schema, by the rules for schemas. */
  static List<String> problemsOfSchema(JsonNode schema) {
    return problems(SCHEMAS.getSchema(metaSchema()), schema);
  }

  private static JsonNode metaSchema() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("$ref", "https://json-schema.org/draft/2020-12/schema");
  }

  private static List<String> problems(Schema schema, JsonNode value) {
    return schema
        .validate(
            value,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(Error::toString)
        .toList();
  }
}
