package org.patientjourney.activities.qualiphy;

import java.util.List;

/** What one call of {@code exam_list} came to. */
public sealed interface ExamListResult {

  /** All exams that have an id, in the provider's order. */
  record Exams(List<ListedExam> exams) implements ExamListResult {
    public Exams {
      exams = List.copyOf(exams);
    }
  }

  /**
   * No list.
   *
   * @param cause a class name, a status code or the name of a hold reason; no provider text
   */
  record Failed(Failure kind, String cause) implements ExamListResult {}

  /** What to do about it. */
  enum Failure {
    /** No answer, or an error on the provider's side: try again later. */
    UNREACHABLE,
    /** Asked too often: try again later. */
    RATE_LIMITED,
    /** The provider will refuse again until a person acts. */
    REFUSED,
    /** A success whose body holds no list. */
    UNREADABLE
  }
}
