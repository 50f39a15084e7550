package org.patientjourney.activities.invite;

/** How far a resend got, as its row says. */
enum InviteResendState {
  /** Stored; certainly nothing was sent. */
  PREPARED,
  /** A call was made or is being made; no other caller may repeat it. */
  STARTED,
  SENT,
  REFUSED,
  UNKNOWN
}
