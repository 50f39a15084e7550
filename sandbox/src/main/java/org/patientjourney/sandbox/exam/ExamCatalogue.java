package org.patientjourney.sandbox.exam;

import java.util.List;
import java.util.Optional;

/** The built-in exams, the same for every account. */
public final class ExamCatalogue {
  private static final int GFE = 1;
  private static final int RX = 2;
  // [seed] Flat prices: $27.99 for a good faith exam, $49.99 for urgent care.
  private static final String GFE_PRICE = "27.99";
  private static final String URGENT_CARE_PRICE = "49.99";

  private static final List<Exam> EXAMS =
      List.of(
          Exam.of(5101, "GFE: Neurotoxin & Filler", GFE, GFE_PRICE, List.of()),
          Exam.of(5102, "GFE: Dermal Filler", GFE, GFE_PRICE, List.of()),
          Exam.of(
              5204,
              "Tirzepatide, 1 Month Supply with Medication Shipping",
              RX,
              null,
              List.of("ID", "Lab")),
          Exam.of(5205, "GLP-1 Follow-up", GFE, GFE_PRICE, List.of()),
          Exam.of(5309, "Urgent Care - Pink Eye", RX, URGENT_CARE_PRICE, List.of("ID")),
          Exam.of(5400, "Medication, Choose Your Pharmacy", RX, null, List.of()));

  private ExamCatalogue() {}

  public static List<Exam> exams() {
    return EXAMS;
  }

  /** The exam with this id; empty for an unknown one. */
  public static Optional<Exam> find(int examId) {
    return EXAMS.stream().filter(exam -> exam.id() == examId).findFirst();
  }

  /** The exam with this id, which was checked before. */
  public static Exam get(int examId) {
    return find(examId)
        .orElseThrow(() -> new IllegalStateException("expected a known exam, found id " + examId));
  }
}
