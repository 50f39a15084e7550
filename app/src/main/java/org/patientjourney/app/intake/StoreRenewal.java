package org.patientjourney.app.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.order.OrderStore;
import org.patientjourney.activities.order.OrderStore.EarlierOrder;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.hold.Hold;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.order.OrderedExam;
import org.patientjourney.workflows.order.PatientId;
import org.patientjourney.workflows.order.PharmacyRoute;

/**
 * An order that a store made itself, for a subscription.
 *
 * @param isCancelled whether the store has cancelled an order at any time
 */
record StoreRenewal(ClinicId clinic, OrderStore orders, Predicate<OrderId> isCancelled) {
  /** Each says that the patient, or the exam, may be another one than the order says. */
  private static final Set<HoldReason> DOUBTS =
      EnumSet.of(
          HoldReason.HELD_BY_PERSON, HoldReason.CONTRADICTION, HoldReason.WRONG_PATIENT_EXAM);

  /**
   * Adds what it repeats: it names a subscription and no order. Once accepted, it repeats the same
   * order for ever.
   *
   * @param posted the order as backends post it
   * @return why a person is to see to it first
   */
  Optional<FieldProblem> complete(ObjectNode posted, StoreOrder order) {
    Optional<Order> own = orders.find(clinic, new OrderId(posted.path("orderId").asText()));
    if (own.isPresent()) {
      Optional.ofNullable(own.get().repeatOf())
          .ifPresent(id -> repeat(orders.get(clinic, id), posted, order));
      return Optional.empty();
    }
    List<EarlierOrder> earlier =
        orders.findOfPatient(
            clinic,
            new PatientId(posted.at("/patient/id").asText()),
            List.copyOf(exams(posted, exam -> true)));
    Optional<EarlierOrder> source = source(earlier, posted);
    source.map(EarlierOrder::order).ifPresent(found -> repeat(found, posted, order));
    // What was ordered after the source is what the customer wanted last.
    int last = source.map(earlier::indexOf).orElse(earlier.size() - 1);
    return earlier.subList(0, last + 1).stream().flatMap(one -> doubt(one).stream()).findFirst();
  }

  private static void repeat(Order source, ObjectNode posted, StoreOrder order) {
    posted.put("repeatOf", source.orderId().value());
    if (pharmacies(source, posted).values().stream()
        .anyMatch(pharmacy -> pharmacy.route().isShipped())) {
      StoreMapping.ship(posted, order);
    }
  }

  /** Why an earlier order is no reason for another exam. */
  private Optional<FieldProblem> doubt(EarlierOrder earlier) {
    return Stream.concat(
            Stream.of(
                    earlier.order() == null ? "its patient was erased" : "",
                    isCancelled.test(earlier.orderId()) ? "cancelled in the store" : "")
                .filter(found -> !found.isEmpty())
                .map(found -> earlier.orderId() + ": " + found),
            earlier.journeys().stream()
                .flatMap(row -> doubt(row.state()).map(found -> row.journeyId() + ": " + found)))
        .map(
            found ->
                new FieldProblem(
                    "/repeatOf",
                    "an earlier order that is not cancelled, erased, rejected or in doubt",
                    found))
        .findFirst();
  }

  private static Stream<String> doubt(JourneyState state) {
    return Stream.of(
            state.isCancelling() && !state.isReplacing() ? "is being cancelled" : "",
            state.decision() == Decision.REJECTED ? "rejected" : "",
            state.holds().stream()
                .map(Hold::reason)
                .filter(DOUBTS::contains)
                .map(reason -> "held as " + reason)
                .findFirst()
                .orElse(""))
        .filter(found -> !found.isEmpty());
  }

  /**
   * The patient's last order that names each pharmacy which is lacking, as far as any does. Empty
   * when they name different ones: another subscription's may be meant.
   */
  private static Optional<EarlierOrder> source(List<EarlierOrder> earlier, ObjectNode posted) {
    Map<ExamId, PharmacyRoute> named = new HashMap<>();
    for (EarlierOrder one : earlier) {
      Map<ExamId, PharmacyRoute> its = pharmacies(one.order(), posted);
      its.forEach(named::putIfAbsent);
      if (!named.entrySet().containsAll(its.entrySet())) {
        return Optional.empty();
      }
    }
    return earlier.stream()
        .filter(one -> pharmacies(one.order(), posted).equals(named))
        .findFirst();
  }

  /** Those of an earlier order that the posted one lacks. */
  private static Map<ExamId, PharmacyRoute> pharmacies(@Nullable Order earlier, ObjectNode posted) {
    if (earlier == null) {
      return Map.of();
    }
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
