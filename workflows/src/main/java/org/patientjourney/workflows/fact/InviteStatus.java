package org.patientjourney.workflows.fact;

/** Whether the invite reached the provider. */
public enum InviteStatus {
  /** Of a follow-up that waits for its day. */
  NOT_DUE,
  NOT_SENT,
  SENDING,
  SENT,
  /** The provider may or may not have it: never repeated blindly. */
  UNKNOWN,
  REFUSED,
  /** The provider agreed that it shall not take place, or it was never sent. */
  CANCELLED,
  /** Only of an attempt, never of a journey: another attempt may follow. */
  REPLACED
}
