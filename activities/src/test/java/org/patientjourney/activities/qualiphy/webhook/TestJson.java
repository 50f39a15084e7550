package org.patientjourney.activities.qualiphy.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** JSON values of any kind, and ways to spoil or to reorder those that are given. */
final class TestJson {
  private static final String PIECES = "{}[]\",:\\01e-tfn ";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private TestJson() {}

  static Arbitrary<JsonNode> upToDepth(int depth) {
    Arbitrary<JsonNode> leaf =
        Arbitraries.oneOf(
            Arbitraries.strings().map(NODES::textNode),
            Arbitraries.of("Approved", " approved", "1").map(NODES::textNode),
            Arbitraries.longs().map(NODES::numberNode),
            Arbitraries.bigDecimals().map((BigDecimal number) -> NODES.numberNode(number)),
            Arbitraries.of(true, false).map(NODES::booleanNode),
            Arbitraries.just(NODES.nullNode()));
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<JsonNode> below = upToDepth(depth - 1);
    Arbitrary<JsonNode> array =
        below.list().ofMaxSize(3).map(elements -> NODES.arrayNode().addAll(elements));
    Arbitrary<JsonNode> object =
        Arbitraries.maps(Arbitraries.strings().ofMaxLength(5), below)
            .ofMaxSize(3)
            .map(members -> NODES.objectNode().setAll(members));
    return Arbitraries.oneOf(leaf, array, object);
  }

  static byte[] mutated(byte[] body, Random random) {
    int at = random.nextInt(body.length + 1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(body, 0, at);
    int kind = random.nextInt(3);
    if (kind > 0) {
      out.write(kind == 1 ? random.nextInt(256) : PIECES.charAt(random.nextInt(PIECES.length())));
    }
    int rest = Math.min(body.length, at + random.nextInt(3));
    out.write(body, rest, body.length - rest);
    return out.toByteArray();
  }

  /** One value at any depth becomes another; the event, which says how to read, stays. */
  static ObjectNode replacedSomewhere(ObjectNode body, JsonNode value, Random random) {
    ObjectNode copy = body.deepCopy();
    List<ObjectNode> objects = objectsBelow(copy);
    objects.add(copy);
    ObjectNode target = objects.get(random.nextInt(objects.size()));
    List<String> names = new ArrayList<>();
    target.fieldNames().forEachRemaining(names::add);
    names.remove("event");
    names.add("later_field");
    target.set(names.get(random.nextInt(names.size())), value);
    return copy;
  }

  private static List<ObjectNode> objectsBelow(JsonNode node) {
    List<ObjectNode> found = new ArrayList<>();
    for (JsonNode child : node) {
      if (child instanceof ObjectNode object) {
        found.add(object);
      }
      found.addAll(objectsBelow(child));
    }
    return found;
  }

  static ObjectNode shuffled(ObjectNode object, Random random) {
    List<Map.Entry<String, JsonNode>> members = new ArrayList<>(object.properties());
    Collections.shuffle(members, random);
    ObjectNode shuffled = NODES.objectNode();
    members.forEach(
        member ->
            shuffled.set(
                member.getKey(),
                member.getValue() instanceof ObjectNode inner
                    ? shuffled(inner, random)
                    : member.getValue()));
    return shuffled;
  }
}
