package org.patientjourney.workflows.fact;

/** What the provider reports of a prescription at the pharmacy. */
public enum RxStatus {
  /** The event does not say. */
  NOT_TOLD,
  CONFIRMED,
  /** Any other text: denied, cancelled, or one that we do not know. It confirms nothing. */
  UNCONFIRMED
}
