package org.patientjourney.sandbox.call;

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
public record Format(String field, Predicate<JsonNode> fits) {

  public static Format text(String field) {
    return new Format(field, JsonNode::isTextual);
  }

  public static Format pattern(String field, String regex) {
    return new Format(field, node -> node.isTextual() && node.textValue().matches(regex));
  }

  public static Format oneOf(String field, int last) {
    return new Format(
        field, node -> node.isInt() && node.intValue() >= 1 && node.intValue() <= last);
  }

  public static Format integer(String field) {
    return new Format(field, JsonNode::isIntegralNumber);
  }

  public static Format date(String field) {
    return new Format(field, node -> node.isTextual() && isDate(node.textValue()));
  }

  public static Format url(String field) {
    return new Format(field, node -> node.isTextual() && isUrl(node.textValue()));
  }

  /** [SIM] The text for the first field that does not fit; empty when all do. */
  public static Optional<String> firstProblem(List<Format> formats, ObjectNode body) {
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
