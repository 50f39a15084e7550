package org.patientjourney.app.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.workflows.journey.JourneyJson;
import org.patientjourney.workflows.order.Order;

/** An order in the spelling that backends post it in: posted again it is the same order. */
public final class OrderContent {
  private static final ObjectMapper MAPPER =
      JourneyJson.mapper().copy().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

  private OrderContent() {}

  /** Holds personal data. */
  public static JsonNode of(Order order) {
    JsonNode content = MAPPER.valueToTree(order);
    respell(content.path("patient"), "gender");
    content.path("exams").forEach(exam -> respell(exam.path("pharmacy"), "route"));
    return content;
  }

  /** Our constants are {@code PATIENT_CHOICE}, theirs {@code patient-choice}. */
  private static void respell(JsonNode holder, String name) {
    if (holder instanceof ObjectNode object && object.hasNonNull(name)) {
      object.put(name, object.get(name).asText().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
  }

  /** The fields in which an order differs from the accepted one, without their values. */
  static List<FieldProblem> differences(Order accepted, Order posted) {
    List<FieldProblem> differences = new ArrayList<>();
    compare("", of(accepted), of(posted), differences);
    return differences;
  }

  private static void compare(
      String pointer, JsonNode accepted, JsonNode posted, List<FieldProblem> differences) {
    if (accepted.isObject() && posted.isObject()) {
      Set<String> names = new TreeSet<>();
      accepted.fieldNames().forEachRemaining(names::add);
      posted.fieldNames().forEachRemaining(names::add);
      names.forEach(
          name ->
              compare(pointer + "/" + name, accepted.path(name), posted.path(name), differences));
    } else if (accepted.isArray() && posted.isArray() && accepted.size() == posted.size()) {
      for (int i = 0; i < accepted.size(); i++) {
        compare(pointer + "/" + i, accepted.get(i), posted.get(i), differences);
      }
    } else if (!accepted.equals(posted)) {
      differences.add(
          new FieldProblem(
              pointer,
              accepted.isMissingNode() ? "nothing, as first posted" : "what was first posted",
              posted.isMissingNode() ? "nothing" : "something else"));
    }
  }
}
