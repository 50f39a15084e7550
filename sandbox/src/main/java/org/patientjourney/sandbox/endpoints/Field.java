package org.patientjourney.sandbox.endpoints;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One field of a request and the form that it must have when it is present. */
record Field(String name, Predicate<JsonNode> fits) {

  static Field text(String name) {
    return new Field(name, JsonNode::isTextual);
  }

  static Field pattern(String name, String regex) {
    return new Field(name, node -> node.isTextual() && node.textValue().matches(regex));
  }

  /** A code from 1 to the last one. */
  static Field code(String name, int last) {
    return new Field(name, node -> node.isInt() && node.intValue() >= 1 && node.intValue() <= last);
  }

  static Field integer(String name) {
    return new Field(name, JsonNode::isIntegralNumber);
  }

  static Field date(String name) {
    return new Field(name, node -> node.isTextual() && isDate(node.textValue()));
  }

  static Field url(String name) {
    return new Field(name, node -> node.isTextual() && isUrl(node.textValue()));
  }

  /** Refuses the first field that does not fit. */
  static void check(List<Field> fields, ObjectNode body) {
    for (Field field : fields) {
      if (body.hasNonNull(field.name()) && !field.fits().test(body.path(field.name()))) {
        throw Refusal.invalid(field.name());
      }
    }
  }

  /** The whole numbers of an array, or of a value that is one itself. */
  static List<Integer> numbers(JsonNode node) {
    Stream<JsonNode> values = node.isArray() ? node.valueStream() : Stream.of(node);
    return values.filter(JsonNode::isInt).map(JsonNode::intValue).toList();
  }

  private static boolean isDate(String text) {
    try {
      return LocalDate.parse(text).toString().equals(text);
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static boolean isUrl(String text) {
    try {
      URI uri = new URI(text);
      return List.of("http", "https").contains(String.valueOf(uri.getScheme()))
          && uri.getHost() != null
          && uri.getPort() <= 65535;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
