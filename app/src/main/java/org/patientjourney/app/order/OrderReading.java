package org.patientjourney.app.order;

import java.util.List;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.workflows.order.Order;

/** The outcome of reading an order. */
public sealed interface OrderReading {
  /** The clinic that the body names, valid or not; empty when it names none. */
  String clinic();

  /** An order without problems. */
  record Read(Order order) implements OrderReading {
    @Override
    public String clinic() {
      return order.clinic().value();
    }
  }

  /** A JSON object that is not an acceptable order. */
  record Refused(String clinic, List<FieldProblem> problems) implements OrderReading {}

  /** A body that is no JSON object. */
  record Malformed(String found) implements OrderReading {
    @Override
    public String clinic() {
      return "";
    }
  }
}
