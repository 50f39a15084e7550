package org.patientjourney.workflows.alarm;

/** The constant code of an alarm: in the table, in the log line and in the metric. */
public enum AlarmKind {
  /** The provider answered neither yes nor no, and nobody else can hand over the link. */
  INVITE_UNKNOWN,
  /** The invite could not be sent for an hour. */
  INVITE_OVERDUE,
  /** Two invites of one meeting may be open at the provider. */
  TWO_INVITES,
  /** Approved and rejected for the same exam. */
  CONTRADICTION,
  /** The provider reported a status that we do not know. */
  UNKNOWN_STATUS,
  /** A delivery names another patient exam than the journey's. */
  WRONG_PATIENT_EXAM,
  /** A delivery cannot be read, or is larger than we take. */
  UNREADABLE_DELIVERY,
  /** A delivery was handed to its journey and not applied for ten minutes. */
  DELIVERY_NOT_APPLIED,
  /** A known event came again with other content. */
  AMENDED_EVENT,
  /** The medical director's review takes longer than expected. */
  REVIEW_OVERDUE,
  /** A run and the record disagree about the same revision: somebody reset the run. */
  RUN_DIVERGED,
  /** A row could not be handled again and again. */
  RELAY_STUCK
}
