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
    return read(members(), type);
  }

  /** The same, where a door needs no body at all. */
  public <T> T asOptional(Class<T> type) {
    return read(body.isBlank() ? Json.MAPPER.createObjectNode() : members(), type);
  }

  /** The current record, but for the members that the body names. */
  public <T> T changing(T current, Class<T> type) {
    ObjectNode changed = Json.MAPPER.valueToTree(current);
    return read(changed.setAll(members()), type);
  }

  private ObjectNode members() {
    return object()
        .orElseThrow(
            () -> new BadRequestException("expected a JSON object as body, found something else"));
  }

  private static <T> T read(JsonNode members, Class<T> type) {
    try {
      return Json.MAPPER.treeToValue(members, type);
    } catch (JsonProcessingException e) {
      throw new BadRequestException(e.getOriginalMessage());
    }
  }
}
