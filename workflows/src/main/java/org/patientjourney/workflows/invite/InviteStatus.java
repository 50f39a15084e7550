package org.patientjourney.workflows.invite;

/** Whether the invite reached the provider. */
public enum InviteStatus {
  NOT_SENT,
  SENDING,
  SENT,
  /** The provider may or may not have it: never repeated blindly. */
  UNKNOWN,
  REFUSED,
  CANCELLED
}
