package org.patientjourney.workflows.order;

/** What an exam is for; from our reviewed catalogue, because the provider's API does not say. */
public enum ExamKind {
  GOOD_FAITH,
  PRESCRIPTION,
  URGENT_CARE;

  /** Whether a prescription may follow: such an exam goes alone in its meeting. */
  public boolean mayPrescribe() {
    return this != GOOD_FAITH;
  }
}
