package org.patientjourney.activities.invite;

/** How far an attempt got, as its row says. */
public enum AttemptState {
  PREPARED,
  /** A call was made or is being made; no other caller may repeat it. */
  STARTED,
  SENT,
  REFUSED,
  UNKNOWN
}
