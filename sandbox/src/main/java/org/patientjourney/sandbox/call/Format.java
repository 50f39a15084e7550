package org.patientjourney.sandbox.invite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What one field must look like when it is there. */
record Format(String field, Predicate<JsonNode> fits) {

  static Format text(String field) {
    return new Format(field, JsonNode::isTextual);
  }

  static Format pattern(String field, String regex) {
    return new Format(field, node -> node.isTextual() && node.textValue().matches(regex));
  }

  static Format oneOf(String field, int last) {
    return new Format(
        field, node -> node.isInt() && node.intValue() >= 1 && node.intValue() <= last);
  }

  static Format integer(String field) {
    return new Format(field, JsonNode::isIntegralNumber);
  }

  static Format date(String field) {
    return new Format(field, node -> node.isTextual() && isDate(node.textValue()));
  }

  static Format url(String field) {
    return new Format(field, node -> node.isTextual() && isUrl(node.textValue()));
  }

  /** [SIM] The text for the first field that does not fit; empty when all do. */
  static Optional<String> firstProblem(List<Format> formats, ObjectNode body) {
    return formats.stream()
        .filter(format -> body.hasNonNull(format.field()))
        .filter(format -> !format.fits().test(body.path(format.field())))
        .map(format -> "Invalid " + format.field())
        .findFirst();
  }

  private static boolean isDate(String text) {
    try {
      return LocalDate.parse(text).toString().equals(text);
    } catch (DateTimeParseException e) {
      // The question is whether it parses.
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
      // The question is whether it parses.
      return false;
    }
  }
}
