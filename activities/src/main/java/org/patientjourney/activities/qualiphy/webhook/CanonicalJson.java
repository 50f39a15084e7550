package org.patientjourney.activities.qualiphy.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.patientjourney.activities.qualiphy.wire.Sha256;

/** Canonical JSON: sorted keys, one form of numbers and escapes. */
final class CanonicalJson {
  /** Signed anew in every delivery, so two copies of one event differ in it. */
  private static final String RESIGNED = "exam_url";

  /** ASCII only: half a surrogate pair survives as its escape. */
  private static final JsonFactory ASCII =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private CanonicalJson() {}

  /** Lower-case hexadecimal SHA-256 of the object without its {@code exam_url}. */
  static String digest(JsonNode object) {
    ObjectNode content = object.deepCopy();
    content.remove(RESIGNED);
    return Sha256.of(write(content));
  }

  static String write(JsonNode value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = ASCII.createGenerator(text)) {
      write(out, value);
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory failed, which indicates a bug", impossible);
    }
    return text.toString();
  }

  private static void write(JsonGenerator out, JsonNode value) throws IOException {
    if (value.isObject()) {
      writeObject(out, sorted(value));
    } else if (value.isArray()) {
      out.writeStartArray();
      for (JsonNode element : value) {
        write(out, element);
      }
      out.writeEndArray();
    } else if (value.isNumber()) {
      out.writeNumber(number(value.decimalValue()));
    } else if (value.isTextual()) {
      out.writeString(value.asText());
    } else {
      out.writeRawValue(value.asText());
    }
  }

  private static void writeObject(JsonGenerator out, Map<String, JsonNode> members)
      throws IOException {
    out.writeStartObject();
    for (Map.Entry<String, JsonNode> member : members.entrySet()) {
      out.writeFieldName(member.getKey());
      write(out, member.getValue());
    }
    out.writeEndObject();
  }

  private static Map<String, JsonNode> sorted(JsonNode object) {
    Map<String, JsonNode> members = new TreeMap<>();
    object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
    return members;
  }

  /** Plain, unless the exponent would make gigabytes of zeros. */
  private static String number(BigDecimal value) {
    BigDecimal shortest = value.stripTrailingZeros();
    return Math.abs((long) shortest.scale()) > 1_000
        ? shortest.toString()
        : shortest.toPlainString();
  }
}
