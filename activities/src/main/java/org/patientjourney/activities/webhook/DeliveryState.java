package org.patientjourney.activities.webhook;

/** How far a webhook delivery got. */
public enum DeliveryState {
  RECEIVED,
  /** Handed to the journey's run; only {@code record} makes it applied. */
  SIGNALLED,
  APPLIED,
  /** It belongs to no journey that we can name: a person decides. */
  NEEDS_REVIEW,
  /** It came after its journey was closed and changes nothing there. */
  LATE
}
