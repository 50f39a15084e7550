package org.patientjourney.activities.attachment;

/** How far a file got, as its row says. */
public enum AttachmentState {
  /** Noted; surely nothing was sent. */
  PREPARED,
  /** A call was made or is being made. */
  STARTED,
  SENT,
  REFUSED,
  /** The provider has it or not: never sent again by itself. */
  UNKNOWN
}
