package org.patientjourney.sandbox.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One request; {@code variable} is the part of the path that its route left open, else empty. */
public record Request(String method, String path, String variable, String body) {

  static Request of(String method, String path, byte[] body) {
    return new Request(method, path, "", new String(body, StandardCharsets.UTF_8));
  }

  Request withVariable(String found) {
    return new Request(method, path, found, body);
  }

  /** The body as a JSON object; empty when it is anything else. */
  public Optional<ObjectNode> object() {
    try {
      JsonNode node = Json.MAPPER.readTree(body);
      return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (JsonProcessingException e) {
      // Malformed is one of the two expected cases; which one matters to nobody.
      return Optional.empty();
    }
  }

  /** The body as a record of a control door, which takes no member that it does not know. */
  public <T> T as(Class<T> type) {
    try {
      T value = object().isPresent() ? Json.MAPPER.readValue(body, type) : null;
      if (value == null) {
        throw new BadRequestException("expected a JSON object as body, found something else");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new BadRequestException(e.getOriginalMessage());
    }
  }
}
