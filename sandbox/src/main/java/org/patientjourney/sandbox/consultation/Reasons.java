package org.patientjourney.sandbox.consultation;

import java.util.Map;
import org.patientjourney.sandbox.state.ExamStatus;

/** What the clinician writes beside a planned decision. */
final class Reasons {
  private static final Map<ExamStatus, String> BY_STATUS =
      Map.of(
          ExamStatus.APPROVED, "No contraindications found",
          ExamStatus.REJECTED, "Contraindication found",
          ExamStatus.DEFERRED, "Needs a review by the medical director",
          ExamStatus.NA, "Disqualified by the questionnaire",
          ExamStatus.MISSED, "Patient did not join");

  private Reasons() {}

  static String of(ExamStatus status) {
    return BY_STATUS.getOrDefault(status, "");
  }
}
