package org.patientjourney.activities.invite;

/** The state of an attempt in its row. */
public enum AttemptState {
  /** The call certainly did not reach the provider: it may be made again. */
  NOT_SENT,
  /** A call was made or is being made; no other caller may repeat it. */
  STARTED,
  SENT,
  REFUSED,
  UNKNOWN
}
