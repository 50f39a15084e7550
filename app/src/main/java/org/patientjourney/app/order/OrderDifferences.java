package org.patientjourney.app.order;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.workflows.order.Order;

/** The fields in which an order differs from the accepted one, without their values. */
final class OrderDifferences {
  private OrderDifferences() {}

  static List<FieldProblem> of(Order accepted, Order posted) {
    List<FieldProblem> differences = new ArrayList<>();
    compare("", OrderContent.of(accepted), OrderContent.of(posted), differences);
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
