package org.patientjourney.activities.invite;

/** The state of a resend in its row. */
enum InviteResendState {
  /** Stored; certainly nothing was sent. */
  PREPARED,
  /** A call was made or is being made; no other caller may repeat it. */
  STARTED,
  SENT,
  REFUSED,
  UNKNOWN
}
