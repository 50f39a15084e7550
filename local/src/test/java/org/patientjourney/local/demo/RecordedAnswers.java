package org.patientjourney.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Answers of one story without what differs between two runs: times are rounded to the hour, ids of
 * the provider are numbered in the order in which they appear, random ids and digests are left out.
 */
final class RecordedAnswers {
  private static final Pattern VARYING =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z)"
              + "|(\\bPT[0-9HMS.]+)"
              + "|([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\\b[0-9a-f]{32,64}\\b)");

  private static final Pattern NUMBERS = Pattern.compile("\\d+");
  private static final Set<String> NUMBERED =
      Set.of("patientExamId", "medicines", "alarmId", "incidentId");

  /** What depends on the order in which events arrive. */
  private static final Set<String> ORDERS = Set.of("timeline", "deliveries");

  private static final Set<String> OF_ORDER = Set.of("seq", "basis", "entries");

  /** Not entered of an exam whose decision comes before the answer to its invite. */
  private static final String ANSWER = "INVITE_SENT";

  /** Facts that arrive together are recorded in one revision. */
  private static final String REVISION = "revision";

  private final boolean anyOrder;
  private final Map<String, Integer> numbers = new HashMap<>();

  /**
   * @param anyOrder whether the order of arrival is left out too
   */
  RecordedAnswers(boolean anyOrder) {
    this.anyOrder = anyOrder;
  }

  ObjectNode mask(ObjectNode answers) {
    ObjectNode masked = JsonNodeFactory.instance.objectNode();
    Map<String, JsonNode> sorted = new TreeMap<>();
    answers.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
    sorted.forEach((name, value) -> masked.set(name, mask(name, value)));
    return masked;
  }

  private JsonNode mask(String name, JsonNode value) {
    if (value instanceof ObjectNode object) {
      return mask(object);
    }
    if (value instanceof ArrayNode array) {
      List<JsonNode> elements = new ArrayList<>();
      array.forEach(element -> elements.add(mask(name, element)));
      if (anyOrder && ORDERS.contains(name)) {
        elements.removeIf(entry -> entry.path("what").asText().equals(ANSWER));
        elements.sort(Comparator.comparing(JsonNode::toString));
      }
      return JsonNodeFactory.instance.arrayNode().addAll(elements);
    }
    if (name.equals(REVISION) || (anyOrder && OF_ORDER.contains(name))) {
      return TextNode.valueOf("any");
    }
    if (NUMBERED.contains(name) && !value.isNull()) {
      return TextNode.valueOf(NUMBERS.matcher(value.asText()).replaceAll(this::numbered));
    }
    return value.isTextual()
        ? TextNode.valueOf(VARYING.matcher(value.asText()).replaceAll(RecordedAnswers::masked))
        : value;
  }

  private String numbered(MatchResult number) {
    return "no. " + numbers.computeIfAbsent(number.group(), first -> numbers.size() + 1);
  }

  private static String masked(MatchResult found) {
    if (found.group(1) != null) {
      Instant half = Instant.parse(found.group()).plus(30, ChronoUnit.MINUTES);
      return half.truncatedTo(ChronoUnit.HOURS).toString();
    }
    if (found.group(2) != null) {
      return Duration.parse(found.group()).plusMinutes(30).toHours() + " hours";
    }
    return "random";
  }
}
