package org.patientjourney.activities.attachment;

/** The state of an attachment in its row. */
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
