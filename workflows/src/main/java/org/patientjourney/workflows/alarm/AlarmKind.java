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
  /** A delivery, or a list in it, cannot be read, or it is larger than we take. */
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
  RELAY_STUCK,
  /** Nobody has acted on a hold for days. */
  HOLD_OVERDUE,
  /** The clinic contacts its patients: it should remind this one of the exam. */
  REMIND_PATIENT,
  /** The provider does not cancel an exam, for a reason that we do not know. */
  CANCEL_FAILED,
  /** The provider has decided, as its refusal to cancel said, and no event came. */
  DECISION_NOT_RECEIVED,
  /** One outside cause holds journeys of a clinic. */
  INCIDENT_OPEN,
  /** The engine did not act on a journey when it was due. */
  NEXT_STEP_OVERDUE,
  /** Something owed by a date was not done. */
  OBLIGATION_OVERDUE,
  /** A journey is open in the record and no run travels it: it was terminated, or lost. */
  RUN_MISSING,
  /** Approved, and no prescription came. */
  PRESCRIPTION_OVERDUE,
  /** Another package was prescribed than was ordered. */
  PRESCRIPTION_DIFFERS,
  /** A prescription for an exam that prescribes nothing. */
  PRESCRIPTION_UNEXPECTED,
  /** A prescription whose status is none that we know to be good. */
  PRESCRIPTION_UNCONFIRMED,
  /** A parcel for an exam of which no pharmacy reports parcels, such as the patient's own. */
  SHIPMENT_UNEXPECTED,
  /** Prescribed, and not every medicine has a parcel. */
  SHIPMENT_OVERDUE,
  /** A follow-up is due and cannot be sent. */
  FOLLOW_UP_BLOCKED,
  /** A follow-up was sent although no prescription was ever confirmed. */
  FOLLOW_UP_UNCONFIRMED,
  /** A follow-up that was ended as not needed is owed after all. */
  FOLLOW_UP_OWED_AGAIN,
  /** Half of a PDF link's life is over, and the PDF is not copied yet. */
  PDF_COPY_LATE,
  /** A PDF link is dead, or nothing that may be fetched, and there is no copy. */
  PDF_COPY_LOST
}
