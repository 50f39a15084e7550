package org.patientjourney.app.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dropwizard.configuration.ConfigurationSourceProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts variables into {@code config.yml} after it was parsed, so that a secret may hold any
 * character and comments may name variables. Remembers which keys came without.
 */
public final class VariableSourceProvider implements ConfigurationSourceProvider {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)}");

  private final ConfigurationSourceProvider file;
  private final Function<String, @Nullable String> variables;
  private Set<String> literalKeys = Set.of();

  public VariableSourceProvider(
      ConfigurationSourceProvider file, Function<String, @Nullable String> variables) {
    this.file = file;
    this.variables = variables;
  }

  /**
   * A variable, or the content of the file that its {@code NAME_FILE} names: a secret of a
   * container. An empty variable beside a file is none.
   *
   * @throws IllegalArgumentException when both are set, or the file cannot be read
   */
  public static Function<String, @Nullable String> orFromFiles(
      Function<String, @Nullable String> variables) {
    return name -> {
      String value = variables.apply(name);
      String file = variables.apply(name + "_FILE");
      if (file == null || file.isEmpty()) {
        return value;
      }
      if (value != null && !value.isEmpty()) {
        throw new IllegalArgumentException(
            "expected %s or %s_FILE, found both: remove one".formatted(name, name));
      }
      try {
        return Files.readString(Path.of(file)).strip();
      } catch (IOException | InvalidPathException e) {
        throw new IllegalArgumentException(
            "expected %s_FILE to name a readable file, found %s".formatted(name, file), e);
      }
    };
  }

  /** Fails with the names of all variables that are missing. JSON is YAML. */
  @Override
  public InputStream open(String path) throws IOException {
    try (InputStream stream = file.open(path)) {
      Set<String> missing = new TreeSet<>();
      JsonNode read = new YAMLMapper().readTree(stream);
      literalKeys = new TreeSet<>();
      collectLiteralKeys("", read);
      JsonNode filled = filled(read, missing);
      if (!missing.isEmpty()) {
        throw new IllegalArgumentException(
            path + " names environment variables that are not set: " + String.join(", ", missing));
      }
      return new ByteArrayInputStream(filled.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Such as {@code database.url}: of the file that was opened last. */
  Set<String> literalKeys() {
    return literalKeys;
  }

  /** Keys whose values are in the file, in whole or in part; an empty text is none. */
  private void collectLiteralKeys(String key, JsonNode node) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      collectLiteralKeys(
          key.isEmpty() ? field.getKey() : key + "." + field.getKey(), field.getValue());
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      collectLiteralKeys(key + "[" + i + "]", node.get(i));
    }
    if (node.isValueNode() && !VARIABLE.matcher(node.asText("")).replaceAll("").isEmpty()) {
      literalKeys.add(key);
    }
  }

  private JsonNode filled(JsonNode node, Set<String> missing) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(entry -> entry.setValue(filled(entry.getValue(), missing)));
      return object;
    }
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, filled(array.get(i), missing));
      }
      return array;
    }
    return node.isTextual() ? TextNode.valueOf(filled(node.textValue(), missing)) : node;
  }

  private String filled(String text, Set<String> missing) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            match -> {
              String value = variables.apply(match.group(1));
              if (value == null) {
                missing.add(match.group(1));
                return "";
              }
              return Matcher.quoteReplacement(value);
            });
  }
}
