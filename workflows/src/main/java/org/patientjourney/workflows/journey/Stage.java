package org.patientjourney.workflows.journey;

/** The state of a journey in one word, for lists and the Temporal UI. */
public enum Stage {
  /** A follow-up that waits for its day. */
  AWAITING_DUE,
  ORDERED,
  INVITING,
  INVITE_UNKNOWN,
  AWAITING_CONSULTATION,
  AWAITING_MEDICAL_DIRECTOR,
  AWAITING_PRESCRIPTION,
  AWAITING_SHIPMENT,
  SHIPPED,
  HELD,
  CANCELLING,
  APPROVED,
  REJECTED,
  EXPIRED,
  CANCELLED,
  CLOSED_BY_PERSON,
  WAIVED,
  NOT_NEEDED
}
