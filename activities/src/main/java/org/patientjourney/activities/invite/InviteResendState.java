package org.patientjourney.activities.invite;

/** How far a resend got, as its row says. */
enum InviteResendState {
  /** Noted; surely nothing was sent. */
  PREPARED,
  /** A call was made or is being made; whoever finds it so must not call again. */
  STARTED,
  SENT,
  REFUSED,
  UNKNOWN
}
