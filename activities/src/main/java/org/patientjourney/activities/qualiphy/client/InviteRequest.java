package org.patientjourney.activities.qualiphy.client;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderedExam;

/**
 * One meeting to create. Holds personal data, prints ids.
 *
 * @param exams those of the order's exams that the meeting is for; at most one with a pharmacy,
 *     because an exam that may prescribe has a meeting of its own
 * @param webhookUrl where the meeting's events go; secret: its token is what authenticates the
 *     sender
 * @param additionalData returned unchanged in the events
 */
public record InviteRequest(
    Order order, List<OrderedExam> exams, URI webhookUrl, String additionalData) {

  public InviteRequest {
    exams = List.copyOf(exams);
    List<ExamId> ids = exams.stream().map(OrderedExam::examId).toList();
    if (ids.isEmpty() || ids.stream().distinct().count() < ids.size()) {
      throw new IllegalArgumentException("a meeting has exams, each once");
    }
    if (!order.exams().containsAll(exams)) {
      throw new IllegalArgumentException("a meeting takes the exams of its order");
    }
    if (exams.stream().filter(exam -> exam.pharmacy() != null).count() > 1) {
      throw new IllegalArgumentException("a meeting has at most one pharmacy");
    }
  }

  List<ExamId> examIds() {
    return exams.stream().map(OrderedExam::examId).toList();
  }

  /** Place in the order of the exam with a pharmacy, or else of the meeting's first exam. */
  int pharmacyIndex() {
    OrderedExam owner =
        exams.stream().filter(exam -> exam.pharmacy() != null).findFirst().orElse(exams.get(0));
    return order.exams().indexOf(owner);
  }

  @Override
  public String toString() {
    String ids = exams.stream().map(OrderedExam::toString).collect(Collectors.joining(", "));
    return "InviteRequest[" + order + ", " + ids + "]";
  }
}
