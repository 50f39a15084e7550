package org.patientjourney.sandbox.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.patientjourney.sandbox.http.Answer.BadRequestException;

/** One request. Prints nothing of its body. */
public final class Request {
  // Enough for an attachment of 25 MB as base64.
  private static final int MOST_BYTES = 48 * 1024 * 1024;

  private final HttpExchange exchange;
  private final byte[] body;
  private final String segment;

  private Request(HttpExchange exchange, byte[] body, String segment) {
    this.exchange = exchange;
    this.body = body;
    this.segment = segment;
  }

  static Request read(HttpExchange exchange, String segment) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      throw new BadRequestException(413, "expected at most " + MOST_BYTES + " bytes, found more");
    }
    return new Request(exchange, body, segment);
  }

  /** The part of the path that its route leaves open. */
  public String segment() {
    return segment;
  }

  /** The first parameter of this name in the query, or an empty text. */
  public String parameter(String name) {
    String query = Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
    return Stream.of(query.split("&", -1))
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
        .findFirst()
        .orElse("");
  }

  /** The body as a JSON object; empty when it is anything else. */
  public Optional<ObjectNode> object() {
    try {
      JsonNode node = Json.MAPPER.readTree(text());
      return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (JsonProcessingException e) {
      // Expected: the caller handles both cases alike.
      return Optional.empty();
    }
  }

  /** The body as a JSON object or a form. */
  public Optional<ObjectNode> objectOrForm() {
    String type =
        Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Content-Type"), "");
    return MultipartForm.isAnnounced(type) ? MultipartForm.read(type, body) : object();
  }

  /** The body as a record, without members that the record does not have. */
  public <T> T as(Class<T> type) {
    return read(members(), type);
  }

  /** The same, where the body may be empty. */
  public <T> T asOptional(Class<T> type) {
    return read(text().isBlank() ? Json.object() : members(), type);
  }

  /** The current record with the members that the body names. */
  public <T> T changing(T current, Class<T> type) {
    ObjectNode members = members();
    for (var member : members.properties()) {
      if (member.getValue().isNull()) {
        throw new BadRequestException(member.getKey() + ": expected a value, found null");
      }
    }
    ObjectNode changed = Json.MAPPER.valueToTree(current);
    return read(changed.setAll(members), type);
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
      // The record's own refusal says more than Jackson's words around it.
      String own = e.getCause() instanceof IllegalArgumentException i ? i.getMessage() : null;
      throw new BadRequestException(own == null ? e.getOriginalMessage() : own);
    }
  }

  private String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
