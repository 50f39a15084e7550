package org.patientjourney.app.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.patientjourney.activities.order.OrderStore;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.order.OrderedExam;
import org.patientjourney.workflows.order.PatientId;
import org.patientjourney.workflows.order.PharmacyRoute;

/** An order that a store made itself, for a subscription. */
record StoreRenewal(ClinicId clinic, OrderStore orders) {
  /**
   * Adds what it repeats: it names a subscription and no order. Once accepted, it repeats the same
   * order for ever.
   *
   * @param posted the order as backends post it
   */
  void complete(ObjectNode posted, StoreOrder order) {
    orders
        .find(clinic, new OrderId(posted.path("orderId").asText()))
        .map(own -> Optional.ofNullable(own.repeatOf()).map(id -> orders.get(clinic, id)))
        .orElseGet(() -> source(posted))
        .ifPresent(
            source -> {
              posted.put("repeatOf", source.orderId().value());
              if (pharmacies(source, posted).values().stream()
                  .anyMatch(pharmacy -> pharmacy.route().isShipped())) {
                StoreMapping.ship(posted, order);
              }
            });
  }

  /**
   * The patient's last order that names each pharmacy which is lacking, as far as any does. Empty
   * when they name different ones: another subscription's may be meant.
   */
  private Optional<Order> source(ObjectNode posted) {
    PatientId patient = new PatientId(posted.at("/patient/id").asText());
    List<ExamId> exams = List.copyOf(exams(posted, exam -> true));
    List<Order> earlier = orders.findOfPatient(clinic, patient, exams);
    Map<ExamId, PharmacyRoute> named = new HashMap<>();
    for (Order one : earlier) {
      Map<ExamId, PharmacyRoute> its = pharmacies(one, posted);
      its.forEach(named::putIfAbsent);
      if (!named.entrySet().containsAll(its.entrySet())) {
        return Optional.empty();
      }
    }
    return earlier.stream().filter(one -> pharmacies(one, posted).equals(named)).findFirst();
  }

  /** Those of an earlier order that the posted one lacks. */
  private static Map<ExamId, PharmacyRoute> pharmacies(Order earlier, ObjectNode posted) {
    Set<ExamId> lacking = exams(posted, exam -> !exam.has("pharmacy"));
    return earlier.exams().stream()
        .filter(exam -> exam.pharmacy() != null && lacking.contains(exam.examId()))
        .collect(
            Collectors.toMap(OrderedExam::examId, exam -> Objects.requireNonNull(exam.pharmacy())));
  }

  private static Set<ExamId> exams(ObjectNode posted, Predicate<JsonNode> which) {
    return posted
        .path("exams")
        .valueStream()
        .filter(which)
        .map(exam -> new ExamId(exam.path("examId").intValue()))
        .collect(Collectors.toSet());
  }
}
