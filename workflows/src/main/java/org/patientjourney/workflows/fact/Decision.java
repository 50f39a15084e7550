package org.patientjourney.workflows.fact;

import java.util.Collection;

/**
 * What came out of the consultation so far. Listed from the weakest to the strongest: a fact never
 * weakens a decision, so facts may arrive in any order and any number of times.
 */
public enum Decision {
  PENDING,
  MISSED,
  NOT_APPLICABLE,
  DEFERRED,
  /** A status that we do not know, or an approval against a rejection: a person decides. */
  NEEDS_REVIEW,
  REJECTED,
  APPROVED;

  public static Decision of(Collection<ExamStatus> reported) {
    if (contradicts(reported)) {
      return NEEDS_REVIEW;
    }
    return reported.stream().map(ExamStatus::decision).max(Decision::compareTo).orElse(PENDING);
  }

  /** Approved and rejected were both reported: a person decides. */
  public static boolean contradicts(Collection<ExamStatus> reported) {
    return reported.contains(ExamStatus.APPROVED) && reported.contains(ExamStatus.REJECTED);
  }

  /** Whether the patient can still take the exam under the same invite. */
  public boolean isUndecided() {
    return compareTo(DEFERRED) < 0;
  }

  public boolean isFinal() {
    return this == APPROVED || this == REJECTED;
  }
}
