package org.patientjourney.sandbox.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** One request; {@code variable} is the part of the path that its route left open, else empty. */
public record Request(String method, URI uri, String variable, RequestBody body) {

  Request withVariable(String found) {
    return new Request(method, uri, found, body);
  }

  public String path() {
    return uri.getPath();
  }

  /** A parameter of the query; the first one if there are several. */
  public Optional<String> parameter(String name) {
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    return Stream.of(query.split("&", -1))
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
        .findFirst();
  }

  /** The body as a JSON object; empty when it is anything else. */
  public Optional<ObjectNode> object() {
    try {
      JsonNode node = Json.MAPPER.readTree(body.text());
      return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (JsonProcessingException e) {
      // Malformed is one of the two expected cases; which one matters to nobody.
      return Optional.empty();
    }
  }

  /** The same, but a form counts too: see {@link MultipartForm}. */
  public Optional<ObjectNode> objectOrForm() {
    return MultipartForm.isForm(body) ? MultipartForm.read(body) : object();
  }

  /** The body as a record of a control door, which takes no member that it does not know. */
  public <T> T as(Class<T> type) {
    return read(members(), type);
  }

  /** The same, where a door needs no body at all. */
  public <T> T asOptional(Class<T> type) {
    return read(body.text().isBlank() ? Json.MAPPER.createObjectNode() : members(), type);
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
