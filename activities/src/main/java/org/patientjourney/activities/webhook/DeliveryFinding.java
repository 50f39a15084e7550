package org.patientjourney.activities.webhook;

/** The reason why a delivery was not applied. Stored: names are permanent. */
public enum DeliveryFinding {
  /** An event of an unknown kind; it may be about several journeys. */
  UNKNOWN_EVENT,
  /** A body that cannot be read; it may be about several journeys. */
  UNREADABLE,
  /** Its patient exam belongs to another meeting or attempt than its token. */
  OTHER_MEETING,
  /** The meeting that its token names has no such exam. */
  OTHER_EXAM,
  /** It names no exam, or has a placeholder as its patient exam. */
  NO_EXAM,
  /** Its journey is closed, and nothing there would change. */
  CHANGES_NOTHING
}
