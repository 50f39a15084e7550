package org.patientjourney.app.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** docs/configuration.md lists every key and every variable of config.yml, and no other. */
class ConfigurationDocumentTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([^`]+)` \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|$");
  private static final Pattern VARIABLE_ROW =
      Pattern.compile("(?m)^\\| `(JOURNEY_[A-Z_]+)` \\| ([^|]+) \\|$");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(JOURNEY_[A-Z_]+)}");
  private static final String DOCUMENT = TestConfigurations.file("docs/configuration.md");

  @Test
  void every_key_of_config_yml_has_its_row_and_no_row_is_without_a_key() {
    assertThat(rows().keySet())
        .as("rows of docs/configuration.md against keys of config.yml")
        .containsExactlyInAnyOrderElementsOf(keys());
  }

  @Test
  void no_key_has_two_rows() {
    assertThat(ROW.matcher(DOCUMENT).results().count()).isEqualTo(rows().size());
  }

  @Test
  void every_row_has_default_unit_and_meaning() {
    assertThat(rows().values()).allSatisfy(cells -> assertThat(cells).noneMatch(String::isBlank));
  }

  @Test
  void a_default_in_the_document_is_the_value_in_config_yml() {
    JsonNode tree = TestConfigurations.tree();
    for (String block :
        List.of("policy", "relay", "worker", "webhook", "codec", "callbacks", "sweep")) {
      assertDefaults(block, tree.get(block));
    }
  }

  private static void assertDefaults(String key, JsonNode value) {
    if (value.isObject()) {
      value
          .properties()
          .forEach(setting -> assertDefaults(key + "." + setting.getKey(), setting.getValue()));
    } else {
      assertThat(cells(key).get(0)).as(key).isEqualTo("`" + text(value) + "`");
    }
  }

  @Test
  void every_variable_of_config_yml_is_listed_and_no_other() {
    Set<String> used =
        VARIABLE
            .matcher(TestConfigurations.configYml())
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> listed =
        VARIABLE_ROW
            .matcher(DOCUMENT)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(listed).isEqualTo(used).isEqualTo(TestConfigurations.variables().keySet());
  }

  private static String text(JsonNode value) {
    return value.isArray()
        ? StreamSupport.stream(value.spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.joining(", ", "[", "]"))
        : value.asText();
  }

  private static List<String> cells(String key) {
    List<String> cells = rows().get(key);
    assertThat(cells).as("row of " + key).isNotNull();
    return cells == null ? List.of() : cells;
  }

  private static Map<String, List<String>> rows() {
    Map<String, List<String>> rows = new TreeMap<>();
    ROW.matcher(DOCUMENT)
        .results()
        .forEach(
            row ->
                rows.put(
                    row.group(1),
                    Arrays.asList(
                        row.group(2).strip(), row.group(3).strip(), row.group(4).strip())));
    return rows;
  }

  private static Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    collect("", TestConfigurations.tree(), keys);
    return keys;
  }

  /** Maps whose keys are names of the operator's own count once, by the shape of an entry. */
  private static void collect(String key, JsonNode node, Set<String> keys) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              field -> {
                String name =
                    switch (key) {
                      case "clinics" -> "<clinic>";
                      case "encryption.keys" -> "<key id>";
                      default -> field.getKey();
                    };
                collect(key.isEmpty() ? name : key + "." + name, field.getValue(), keys);
              });
    } else if (node.isArray() && !node.isEmpty() && node.get(0).isObject()) {
      node.forEach(element -> collect(key + "[]", element, keys));
    } else {
      keys.add(key);
    }
  }
}
