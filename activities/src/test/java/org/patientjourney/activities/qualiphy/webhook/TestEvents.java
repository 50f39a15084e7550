package org.patientjourney.activities.qualiphy.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Invented webhook bodies, one golden file each. */
public final class TestEvents {
  /** Escapes, so that half a surrogate pair reaches the reader as it was meant. */
  static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  static final List<String> FILES =
      List.of("event-1.json", "event-1-missed.json", "event-2.json", "event-3.json");

  private TestEvents() {}

  public static byte[] bytes(String file) {
    try (InputStream in = TestEvents.class.getResourceAsStream("/qualiphy/" + file)) {
      return Objects.requireNonNull(in, file).readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static ObjectNode consultation() {
    try {
      return (ObjectNode) JSON.readTree(bytes("event-1.json"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The golden consultation with one field replaced by a piece of JSON, however odd. */
  static byte[] consultationWith(String field, String json) {
    ObjectNode body = consultation();
    body.putRawValue(field, new RawValue(json));
    return bytes(body);
  }

  public static byte[] bytes(JsonNode body) {
    try {
      return JSON.writeValueAsString(body).getBytes(StandardCharsets.US_ASCII);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalArgumentException(unwritable);
    }
  }
}
