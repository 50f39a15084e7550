package org.patientjourney.app;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Changes JSON at a pointer and lists the pointers that there are. */
public final class JsonEdit {
  private JsonEdit() {}

  public static ObjectNode with(ObjectNode root, String pointer, JsonNode value) {
    JsonPointer path = JsonPointer.compile(pointer);
    ObjectNode copy = root.deepCopy();
    JsonNode parent = copy.at(path.head());
    if (parent instanceof ArrayNode array) {
      int index = path.last().getMatchingIndex();
      if (index < array.size()) {
        array.set(index, value);
      } else {
        array.add(value);
      }
    } else {
      ((ObjectNode) parent).set(path.last().getMatchingProperty(), value);
    }
    return copy;
  }

  public static ObjectNode with(ObjectNode root, String pointer, String text) {
    return with(root, pointer, JsonNodeFactory.instance.textNode(text));
  }

  public static JsonNode number(int value) {
    return JsonNodeFactory.instance.numberNode(value);
  }

  public static ObjectNode without(ObjectNode root, String pointer) {
    JsonPointer path = JsonPointer.compile(pointer);
    ObjectNode copy = root.deepCopy();
    JsonNode parent = copy.at(path.head());
    if (parent instanceof ArrayNode array) {
      array.remove(path.last().getMatchingIndex());
    } else {
      ((ObjectNode) parent).remove(path.last().getMatchingProperty());
    }
    return copy;
  }

  /** Every pointer below the root: objects, arrays and leaves. */
  public static List<String> pointers(JsonNode root) {
    List<String> found = new ArrayList<>();
    walk("", root, (pointer, node) -> found.add(pointer));
    return found.subList(1, found.size());
  }

  private static void walk(String pointer, JsonNode node, BiConsumer<String, JsonNode> visitor) {
    visitor.accept(pointer, node);
    node.properties()
        .forEach(field -> walk(pointer + "/" + field.getKey(), field.getValue(), visitor));
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        walk(pointer + "/" + i, node.get(i), visitor);
      }
    }
  }
}
