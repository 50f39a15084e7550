package org.patientjourney.workflows.invite;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.patientjourney.workflows.exam.ExamId;
import org.patientjourney.workflows.exam.ExamKind;
import org.patientjourney.workflows.journey.JourneyId;
import org.patientjourney.workflows.journey.JourneyTerms;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderedExam;

/**
 * Which exams of an order share a meeting: all good faith exams together, each exam that may
 * prescribe alone (contract 4.2, "sent individually"). The first exam of a meeting leads it.
 */
public final class MeetingPlan {
  private MeetingPlan() {}

  public static List<JourneyTerms> of(
      Order order, Function<ExamId, ExamKind> kinds, PatientContact contact, Instant now) {
    List<OrderedExam> exams =
        order.exams().stream().sorted(Comparator.comparing(exam -> exam.examId().value())).toList();
    Optional<ExamId> leader =
        exams.stream()
            .map(OrderedExam::examId)
            .filter(exam -> !kinds.apply(exam).mayPrescribe())
            .findFirst();
    return exams.stream()
        .map(OrderedExam::examId)
        .map(
            exam -> {
              ExamKind kind = kinds.apply(exam);
              ExamId leads = kind.mayPrescribe() ? exam : leader.orElse(exam);
              return new JourneyTerms(
                  journey(order, exam),
                  MeetingId.ledBy(journey(order, leads)),
                  exam,
                  kind,
                  contact,
                  now);
            })
        .toList();
  }

  private static JourneyId journey(Order order, ExamId exam) {
    return JourneyId.of(order.clinic(), order.orderId(), exam);
  }
}
