package org.patientjourney.app.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.patientjourney.activities.order.OrderStore;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.order.OrderedExam;
import org.patientjourney.workflows.order.PatientId;

/** An order that a store made itself, for a subscription. */
record StoreRenewal(ClinicId clinic, OrderStore orders) {
  /**
   * Adds what it repeats: it names a subscription and no order, so the patient's last one is meant.
   *
   * @param posted the order as backends post it
   */
  void complete(ObjectNode posted, StoreOrder order) {
    orders
        .findLastBefore(
            clinic,
            new PatientId(posted.path("patient").path("id").asText()),
            new OrderId(posted.path("orderId").asText()),
            posted.path("exams").findValues("examId").stream()
                .map(exam -> new ExamId(exam.intValue()))
                .toList())
        .map(last -> orders.get(clinic, last))
        .ifPresent(
            last -> {
              posted.put("repeatOf", last.orderId().value());
              if (isShipped(last)) {
                StoreMapping.ship(posted, order);
              }
            });
  }

  private static boolean isShipped(Order order) {
    return order.exams().stream()
        .map(OrderedExam::pharmacy)
        .filter(Objects::nonNull)
        .anyMatch(pharmacy -> pharmacy.route().isShipped());
  }
}
