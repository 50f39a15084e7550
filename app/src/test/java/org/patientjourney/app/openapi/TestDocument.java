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
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The document of all resources that there are, and its schemas at work. */
public final class TestDocument {
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(
          Dialect.builder(Dialects.getDraft202012())
              .keyword(new NonValidationKeyword("components"))
              .keyword(new NonValidationKeyword("discriminator"))
              .build());
  private static final Set<Class<?>> RESOURCES = documented();
  private static final ObjectNode DOCUMENT = OpenApiResource.document(RESOURCES);

  private TestDocument() {}

  /** Of the compiled classes, none initialised. */
  private static Set<Class<?>> documented() {
    try {
      java.nio.file.Path classes =
          java.nio.file.Path.of(
              OpenApiResource.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (Stream<java.nio.file.Path> files = Files.walk(classes)) {
        return files
            .map(file -> classes.relativize(file).toString())
            .filter(file -> file.endsWith(".class"))
            .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
            .<Class<?>>map(TestDocument::uninitialised)
            .filter(type -> type.isAnnotationPresent(Path.class))
            .filter(type -> !type.isAnnotationPresent(Hidden.class)) // pages for people
            .collect(Collectors.toUnmodifiableSet());
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("expected the compiled classes of the app", e);
    }
  }

  private static Class<?> uninitialised(String name) {
    try {
      return Class.forName(name, false, TestDocument.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

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
