package org.patientjourney.activities.invite;

/** How far an attempt got, as its row says. */
public enum AttemptState {
  PREPARED,
  /** A call was made or is being made; whoever finds it so must not call again. */
  STARTED,
  SENT,
  REFUSED,
  UNKNOWN
}
