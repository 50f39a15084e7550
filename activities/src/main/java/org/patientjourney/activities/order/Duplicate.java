package org.patientjourney.activities.order;

import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;

/** A journey of another order that a patient already has for an exam. */
public record Duplicate(JourneyId journeyId, ExamId examId, Cause cause) {
  /** Why the exam may not be needed once more. */
  public enum Cause {
    OPEN_JOURNEY,
    VALID_CLEARANCE
  }
}
