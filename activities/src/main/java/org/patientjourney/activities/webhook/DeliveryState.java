package org.patientjourney.activities.webhook;

/** The processing state of a webhook delivery. */
public enum DeliveryState {
  RECEIVED,
  /** Handed to the journey's run; only {@code record} makes it applied. */
  SIGNALLED,
  APPLIED,
  /** Its journey is not known: an operator decides. */
  NEEDS_REVIEW,
  /** It arrived after its journey was closed and changes nothing there. */
  LATE,
  /** Its token is unknown: kept up to a bound, and handed to no journey unless an operator does. */
  QUARANTINED
}
