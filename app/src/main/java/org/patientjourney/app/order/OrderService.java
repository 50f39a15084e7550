package org.patientjourney.app.order;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.order.OrderStore;
import org.patientjourney.activities.order.OrderStore.AcceptOutcome;
import org.patientjourney.activities.order.OrderStore.Acceptance;
import org.patientjourney.app.configuration.CatalogueEntry;
import org.patientjourney.app.configuration.ClinicConfiguration;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.workflows.order.CareTerms.FollowUpDuty;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.JourneyTerms;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderId;

/**
 * Accepts orders: plans their meetings and journeys, stores them.
 *
 * @param start starts the runs of journeys that were stored
 */
public record OrderService(
    OrderStore orders,
    Map<ExamId, CatalogueEntry> catalogue,
    Map<ClinicId, ClinicConfiguration> clinics,
    InstantSource clock,
    Consumer<List<JourneyId>> start) {
  Acceptance accept(Order order) {
    Acceptance acceptance = store(order);
    if (acceptance.outcome() == AcceptOutcome.ACCEPTED) {
      start(order);
    }
    return acceptance;
  }

  /** Starts the runs of an order that was stored. */
  public void start(Order order) {
    start.accept(
        order.exams().stream()
            .map(exam -> JourneyId.of(order.clinic(), order.orderId(), exam.examId()))
            .toList());
  }

  /** Without a start of its journeys: that is for after the commit. */
  public Acceptance store(Order order) {
    ClinicConfiguration clinic = configured(clinics, order.clinic());
    ZoneId zone = PatientZones.of(order, clinic.timeZone());
    List<JourneyTerms> journeys =
        JourneyTerms.of(
            order,
            exam -> configured(catalogue, exam).kind(),
            exam -> duty(exam, zone),
            clinic.patientContact(),
            zone,
            clock.instant());
    return clinic.refusesDuplicates()
        ? orders.acceptUnlessDuplicate(order, journeys, followUpExams())
        : orders.accept(order, journeys);
  }

  private @Nullable FollowUpDuty duty(ExamId exam, ZoneId zone) {
    ExamId followUp = configured(catalogue, exam).followUpExam();
    return followUp == null ? null : new FollowUpDuty(followUp, zone);
  }

  /** Refused with 404 when there is none. */
  Order get(String clinic, String orderId) {
    boolean isPossible = ClinicId.isValid(clinic) && OrderId.isValid(orderId);
    return (isPossible
            ? orders.find(new ClinicId(clinic), new OrderId(orderId))
            : Optional.<Order>empty())
        .orElseThrow(
            () ->
                ProblemType.NO_SUCH_ORDER.refusal(
                    "expected /orders/{clinic}/{orderId} of an order that was accepted, found none:"
                        + " GET /journeys?patientId= finds a patient's orders"));
  }

  /** Each visit owes another follow-up, even when the patient has one from an earlier visit. */
  private Set<ExamId> followUpExams() {
    return catalogue.values().stream()
        .map(CatalogueEntry::followUpExam)
        .filter(Objects::nonNull)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Which fields of an order that was accepted before differ from what was posted now. */
  public List<FieldProblem> differences(Order posted) {
    return OrderContent.differences(orders.get(posted.clinic(), posted.orderId()), posted);
  }

  private static <K, V> V configured(Map<K, V> all, K key) {
    V value = all.get(key);
    if (value == null) {
      throw new IllegalStateException(key + " is not configured, though the order was checked");
    }
    return value;
  }
}
