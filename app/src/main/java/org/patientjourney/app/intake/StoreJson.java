package org.patientjourney.app.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.wire.StrictJson;
import org.patientjourney.app.intake.StoreOrder.Field;

/** What both platforms' JSON has in common. */
final class StoreJson {
  private StoreJson() {}

  /** Empty when it is no JSON object, or names a field twice. */
  static Optional<JsonNode> read(byte[] body) {
    try {
      return Optional.of(StrictJson.parse(body)).filter(JsonNode::isObject);
    } catch (StrictJson.Refused notJson) {
      return Optional.empty();
    }
  }

  /** A number of the store's; 0 when it is none. */
  static long id(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToLong()
        ? Math.max(0, value.longValue())
        : 0;
  }

  /** Null when it is empty or no text. */
  static @Nullable String text(JsonNode value) {
    return value.isTextual() && !value.textValue().isBlank() ? value.textValue() : null;
  }

  /** The first of the texts that are there. */
  static @Nullable String firstOf(@Nullable String... texts) {
    for (String text : texts) {
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** Fields as an array of names and values; those that are neither text nor number are left. */
  static Stream<Field> fields(JsonNode list, String name, String value) {
    return list.valueStream()
        .filter(entry -> entry.path(name).isTextual() && entry.path(value).isValueNode())
        .filter(entry -> !entry.path(value).asText().isBlank() && !entry.path(value).isNull())
        .map(entry -> new Field(entry.path(name).textValue(), entry.path(value).asText()));
  }
}
