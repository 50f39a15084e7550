package org.patientjourney.app.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.order.OrderDao.Duplicate;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.order.OrderedExam;

/** An accepted order as its caller sees it: ids and links, no personal data. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderView(
    OrderId orderId,
    ClinicId clinic,
    @Nullable String reference,
    String href,
    List<JourneyLink> journeys,
    List<Warning> warnings) {
  public record JourneyLink(JourneyId journeyId, String href) {
    static JourneyLink to(JourneyId journey) {
      return new JourneyLink(journey, "/journeys/" + journey);
    }
  }

  /** The patient has a journey for the same exam by another order. */
  public record Warning(
      Duplicate.Cause code, ExamId examId, JourneyId journeyId, String href, String detail) {
    static Warning of(Duplicate duplicate) {
      String detail =
          switch (duplicate.cause()) {
            case OPEN_JOURNEY ->
                "the patient has another open journey for this exam: cancel one of the two";
            case VALID_CLEARANCE -> "the patient has a valid clearance for this exam";
          };
      return new Warning(
          duplicate.cause(),
          duplicate.examId(),
          duplicate.journeyId(),
          JourneyLink.to(duplicate.journeyId()).href(),
          detail);
    }
  }

  /** The patient's duplicates of its exams become warnings. */
  static OrderView of(Order order, List<Duplicate> duplicates) {
    return new OrderView(
        order.orderId(),
        order.clinic(),
        order.reference(),
        href(order),
        order.exams().stream()
            .map(OrderedExam::examId)
            .sorted(Comparator.comparing(ExamId::value))
            .map(exam -> JourneyLink.to(JourneyId.of(order.clinic(), order.orderId(), exam)))
            .toList(),
        duplicates.stream().map(Warning::of).toList());
  }

  static String href(Order order) {
    return "/orders/" + order.clinic() + "/" + order.orderId();
  }
}
