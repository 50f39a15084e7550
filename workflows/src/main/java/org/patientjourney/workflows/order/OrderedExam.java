package org.patientjourney.workflows.order;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One exam of an order, with the answers and the pharmacy known beforehand. Prints its id only. */
public record OrderedExam(
    ExamId examId, List<KnownAnswer> answers, @Nullable PharmacyRoute pharmacy) {

  public OrderedExam {
    answers = List.copyOf(answers);
  }

  /** An answer that the patient gave in the shop; pre-filled at the provider. Health data. */
  public record KnownAnswer(int questionId, String answer) {
    @Override
    public String toString() {
      return "KnownAnswer[question " + questionId + "]";
    }
  }

  @Override
  public String toString() {
    return "OrderedExam[" + examId + "]";
  }
}
