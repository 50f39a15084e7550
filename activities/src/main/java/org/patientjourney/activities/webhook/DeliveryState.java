package org.patientjourney.activities.webhook;

/** How far a webhook delivery got. */
public enum DeliveryState {
  RECEIVED,
  /** Handed to the journey's run; only {@code record} makes it applied. */
  SIGNALLED,
  APPLIED,
  /** Its journey is not known: an operator decides. */
  NEEDS_REVIEW,
  /** It arrived after its journey was closed and changes nothing there. */
  LATE
}
