package org.patientjourney.app.order;

import java.util.List;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.workflows.order.Order;

/** What reading an order can come to. */
public sealed interface OrderReading {
  /** What stands where the clinic's id belongs; empty when nothing does. */
  String clinic();

  /** It can be accepted. */
  record Read(Order order) implements OrderReading {
    @Override
    public String clinic() {
      return order.clinic().value();
    }
  }

  /** It is JSON, but not an order that we take. */
  record Refused(String clinic, List<FieldProblem> problems) implements OrderReading {}

  /** It is no JSON object. */
  record Malformed(String found) implements OrderReading {
    @Override
    public String clinic() {
      return "";
    }
  }
}
