package org.patientjourney.app.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The keys of a file, such as {@code database.url}, whose values stand in it, in whole or in part.
 * What comes from variables alone is none, nor is an empty text.
 */
final class LiteralKeys {
  private final Set<String> keys = new TreeSet<>();

  private LiteralKeys() {}

  static Set<String> of(JsonNode file) {
    LiteralKeys literals = new LiteralKeys();
    literals.collect("", file);
    return Collections.unmodifiableSet(literals.keys);
  }

  private void collect(String key, JsonNode node) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      collect(key.isEmpty() ? field.getKey() : key + "." + field.getKey(), field.getValue());
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      collect(key + "[" + i + "]", node.get(i));
    }
    if (node.isValueNode() && !VariableSourceProvider.withoutVariables(node.asText("")).isEmpty()) {
      keys.add(key);
    }
  }
}
