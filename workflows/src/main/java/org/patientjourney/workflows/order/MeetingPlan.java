package org.patientjourney.workflows.order;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.CareTerms.FollowUpDuty;

/**
 * Which exams of an order share a meeting: all good faith exams together, each exam that may
 * prescribe alone. The first exam of a meeting leads it.
 */
public final class MeetingPlan {
  private MeetingPlan() {}

  /**
   * The journeys of an order.
   *
   * @param duties what an exam's patient is owed later; null for nothing
   * @param zone of the patient
   */
  public static List<JourneyTerms> of(
      Order order,
      Function<ExamId, ExamKind> kinds,
      Function<ExamId, @Nullable FollowUpDuty> duties,
      PatientContact contact,
      ZoneId zone,
      Instant now) {
    List<OrderedExam> exams =
        order.exams().stream().sorted(Comparator.comparing(exam -> exam.examId().value())).toList();
    Optional<ExamId> leader =
        exams.stream()
            .map(OrderedExam::examId)
            .filter(exam -> !kinds.apply(exam).mayPrescribe())
            .findFirst();
    return exams.stream()
        .map(
            exam -> {
              ExamId id = exam.examId();
              ExamKind kind = kinds.apply(id);
              ExamId leads = kind.mayPrescribe() ? id : leader.orElse(id);
              return new JourneyTerms(
                  journey(order, id),
                  MeetingId.ledBy(journey(order, leads)),
                  id,
                  kind,
                  contact,
                  now,
                  CareTerms.of(exam, duties.apply(id), zone));
            })
        .toList();
  }

  private static JourneyId journey(Order order, ExamId exam) {
    return JourneyId.of(order.clinic(), order.orderId(), exam);
  }
}
