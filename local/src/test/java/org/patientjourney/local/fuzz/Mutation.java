package org.patientjourney.local.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Makes bodies as a mistake, malice or a bug might send them. */
final class Mutation {
  /** Texts that have broken something somewhere. */
  static final List<String> ODD_TEXTS =
      List.of(
          "",
          " ",
          "null",
          "-1",
          "0",
          "1e999999999",
          "99999999999999999999",
          "true",
          "\u0000",
          "\ud800",
          "\ufeff",
          "\u202e",
          "Zoë",
          "日本",
          "' or 1=1--",
          "%00",
          "${jndi:x}",
          "../..",
          "1990-02-30",
          "+1000000000-01-01",
          "2999-01-01",
          "AL",
          "MS",
          "TX",
          "approved",
          "APPROVED ",
          "x".repeat(3_000));

  private static final List<String> ODD_VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1.5",
          "5101.0",
          "1e400",
          "2147483648",
          "9223372036854775808",
          "[]",
          "{}",
          "[[[[]]]]",
          "{\"a\":{\"b\":null}}",
          "[\"Approved\"]");

  private final Random random;

  Mutation(Random random) {
    this.random = random;
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  /** Up to three changes of its meaning, then perhaps one of its bytes. */
  byte[] of(JsonNode body) {
    ObjectNode holder = JsonNodeFactory.instance.objectNode();
    holder.set("body", body.deepCopy());
    for (int i = random.nextInt(4); i > 0; i--) {
      changeOne(holder);
    }
    String text = withOddValues(holder.path("body").toString());
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return chance(15) && bytes.length > 0 ? damaged(bytes) : bytes;
  }

  private void changeOne(ObjectNode holder) {
    List<ObjectNode> objects = new ArrayList<>();
    collect(holder.path("body"), objects);
    if (objects.isEmpty()) {
      return;
    }
    ObjectNode object = one(objects);
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    if (names.isEmpty() || chance(10)) {
      object.put(chance(50) ? "unheardOf" : one(ODD_TEXTS), one(ODD_TEXTS));
      return;
    }
    String name = one(names);
    switch (random.nextInt(5)) {
      case 0 -> object.remove(name);
      case 1 -> object.put(name, one(ODD_TEXTS));
      case 2 -> object.put(name, placeholder());
      case 3 -> object.set(name, JsonNodeFactory.instance.arrayNode().add(object.get(name)));
      default ->
          object.set(chance(50) ? name.toUpperCase(Locale.ROOT) : one(names), object.get(name));
    }
  }

  private static void collect(JsonNode node, List<ObjectNode> objects) {
    if (node instanceof ObjectNode object) {
      objects.add(object);
    }
    if (node instanceof ObjectNode || node instanceof ArrayNode) {
      node.forEach(child -> collect(child, objects));
    }
  }

  /** Values that Jackson would not write stand in for themselves until the body is text. */
  private String placeholder() {
    return "\u0001" + random.nextInt(ODD_VALUES.size());
  }

  private static String withOddValues(String text) {
    String filled = text;
    for (int i = ODD_VALUES.size() - 1; i >= 0; i--) {
      filled = filled.replace("\"\\u0001" + i + "\"", ODD_VALUES.get(i));
    }
    return filled;
  }

  private byte[] damaged(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> withByte(bytes, at);
      case 2 -> (utf8(bytes) + utf8(bytes)).getBytes(StandardCharsets.UTF_8);
      default -> ("[".repeat(at) + utf8(bytes)).getBytes(StandardCharsets.UTF_8);
    };
  }

  private byte[] withByte(byte[] bytes, int at) {
    byte[] changed = bytes.clone();
    changed[at] = (byte) random.nextInt(256);
    return changed;
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
