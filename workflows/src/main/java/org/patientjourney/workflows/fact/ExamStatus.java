package org.patientjourney.workflows.fact;

/** What the provider reports of a consultation. An unknown text is never an approval. */
public enum ExamStatus {
  APPROVED(Decision.APPROVED),
  REJECTED(Decision.REJECTED),
  DEFERRED(Decision.DEFERRED),
  NOT_APPLICABLE(Decision.NOT_APPLICABLE),
  MISSED(Decision.MISSED),
  UNKNOWN(Decision.NEEDS_REVIEW);

  private final Decision decision;

  ExamStatus(Decision decision) {
    this.decision = decision;
  }

  public Decision decision() {
    return decision;
  }
}
