package org.patientjourney.activities.attachment;

/** How far a file got, as its row says. */
public enum AttachmentState {
  /** Stored; nothing was sent. */
  PREPARED,
  /** A call was made or is being made. */
  STARTED,
  SENT,
  REFUSED,
  /** The provider may have it: sent again only if a caller asks for it. */
  UNKNOWN
}
