package org.patientjourney.workflows.order;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a backend posted, as it was posted: never changed by us. Holds personal data, prints ids.
 *
 * @param reference anything of the caller's, handed back unread
 * @param repeatOf the patient's earlier order, whose pharmacy an exam has that was posted with none
 */
public record Order(
    OrderId orderId,
    ClinicId clinic,
    @Nullable String reference,
    Patient patient,
    @Nullable Address shippingAddress,
    List<OrderedExam> exams,
    @Nullable Redirects redirects,
    @Nullable OrderId repeatOf) {

  public Order {
    exams = List.copyOf(exams);
    if (exams.isEmpty()) {
      throw new IllegalArgumentException("an order has at least one exam");
    }
  }

  /** The order as it is served now: its patient was corrected. */
  public Order withPatient(Patient corrected) {
    return new Order(
        orderId, clinic, reference, corrected, shippingAddress, exams, redirects, repeatOf);
  }

  /** What is asked for when a follow-up of the order is due: that exam alone. */
  public Order forFollowUp(ExamId followUp) {
    List<OrderedExam> exam = List.of(new OrderedExam(followUp, List.of(), null));
    return new Order(orderId, clinic, reference, patient, null, exam, redirects, null);
  }

  @Override
  public String toString() {
    return "Order[" + clinic + ":" + orderId + "]";
  }

  /**
   * Where the patient's browser goes after the meeting, by outcome. May carry a shop's session, so
   * it is not printed.
   */
  public record Redirects(
      @Nullable String approved,
      @Nullable String rejected,
      @Nullable String notApplicable,
      @Nullable String missed) {

    @Override
    public String toString() {
      return "Redirects[not shown]";
    }
  }
}
