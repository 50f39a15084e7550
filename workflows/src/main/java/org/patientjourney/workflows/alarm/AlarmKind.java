package org.patientjourney.workflows.alarm;

import org.patientjourney.workflows.hold.Owner;

/** The constant code of an alarm: in the table, in the log line and in the metric. */
public enum AlarmKind {
  /** The provider answered neither yes nor no, and nobody else can hand over the link. */
  INVITE_UNKNOWN(
      Owner.OPERATIONS,
      Severity.TICKET,
      "the provider neither took nor refused the invite: look in its portal, then resolve-invite"),
  /** The invite could not be sent for an hour. */
  INVITE_OVERDUE(
      Owner.OPERATIONS,
      Severity.TICKET,
      "the invite could not be sent for an hour: look at the provider's status"),
  /** Two invites of one meeting may be open at the provider. */
  TWO_INVITES(
      Owner.OPERATIONS,
      Severity.TICKET,
      "two invites of one exam may be open: cancel the older one in the provider's portal"),
  /** Approved and rejected for the same exam. */
  CONTRADICTION(
      Owner.OPERATIONS,
      Severity.PAGE,
      "two facts cannot both be true: nothing may be dispensed; ask the provider, then record-decision or close"),
  /** The provider reported a status that we do not know. */
  UNKNOWN_STATUS(
      Owner.OPERATIONS,
      Severity.TICKET,
      "the provider reported a status that we do not know: read the delivery, ask the provider"),
  /** A delivery names another patient exam than the journey's. */
  WRONG_PATIENT_EXAM(
      Owner.OPERATIONS,
      Severity.TICKET,
      "a delivery names another patient exam: compare it with the provider's portal"),
  /**
   * A delivery, or a list in it, cannot be read, is too large, is of an unknown kind, or matches no
   * exam of its meeting.
   */
  UNREADABLE_DELIVERY(
      Owner.OPERATIONS,
      Severity.TICKET,
      "a delivery, or a list in it, cannot be read, its kind is unknown, or it matches no exam: compare with the provider's portal"),
  /** A delivery was handed to its journey and not applied for ten minutes. */
  DELIVERY_NOT_APPLIED(
      Owner.OPERATIONS,
      Severity.PAGE,
      "a delivery waits for ten minutes to be applied: is a worker running, is the run stuck or paused?"),
  /** A known event came again with other content. */
  AMENDED_EVENT(
      Owner.OPERATIONS,
      Severity.TICKET,
      "an event came again with other content: compare the two deliveries"),
  /** The medical director's review takes longer than expected. */
  REVIEW_OVERDUE(
      Owner.OPERATIONS,
      Severity.TICKET,
      "the medical director's review takes longer than expected: ask the provider"),
  /** A run and the record disagree about the same revision: somebody reset the run. */
  RUN_DIVERGED(
      Owner.OPERATIONS,
      Severity.TICKET,
      "somebody reset the run: a fresh one goes on from the record; ask who it was"),
  /** A row could not be handled again and again. */
  RELAY_STUCK(
      Owner.OPERATIONS,
      Severity.TICKET,
      "a row could not be handled again and again: is a worker running, is the run paused?"),
  /** Nobody has acted on a hold for days. */
  HOLD_OVERDUE(Owner.OPERATIONS, Severity.TICKET, "nobody has acted on a hold for days: act on it"),
  /** The clinic contacts its patients: it should remind this one of the exam. */
  REMIND_PATIENT(
      Owner.CLINIC,
      Severity.TICKET,
      "the clinic contacts its patients: it should remind this one of the exam"),
  /** The provider does not cancel an exam, for a reason that we do not know. */
  CANCEL_FAILED(
      Owner.OPERATIONS,
      Severity.TICKET,
      "the provider did not cancel the exam: look at it in the portal, release tries again"),
  /** The provider has decided, as its refusal to cancel said, and no event came. */
  DECISION_NOT_RECEIVED(
      Owner.OPERATIONS,
      Severity.TICKET,
      "the provider has decided and no event told what: look in its portal, record-decision"),
  /** One outside cause holds journeys of a clinic. */
  INCIDENT_OPEN(
      Owner.CLINIC,
      Severity.TICKET,
      "one cause holds journeys of a clinic: remove it, then resolve the incident"),
  /** The journey that was to find out whether an incident is over was refused. */
  INCIDENT_PROBE_FAILED(
      Owner.OPERATIONS,
      Severity.TICKET,
      "the provider refused the probe of an incident: look at the incident, resolve it again when its cause is gone"),
  /** The engine did not act on a journey when it was due. */
  NEXT_STEP_OVERDUE(
      Owner.OPERATIONS,
      Severity.TICKET,
      "the engine did not act when it was due: worker or Temporal is down, or the run is stuck"),
  /** Something owed by a date was not done. */
  OBLIGATION_OVERDUE(
      Owner.OPERATIONS,
      Severity.PAGE,
      "something owed by a date was not done: GET /obligations?status=OVERDUE"),
  /** A journey is open in the record and no run travels it: it was terminated, or lost. */
  RUN_MISSING(
      Owner.OPERATIONS,
      Severity.TICKET,
      "open in the record and no run in Temporal: restart the journey"),
  /** A journey's run is paused in Temporal: nothing happens until it is unpaused. */
  RUN_PAUSED(
      Owner.OPERATIONS, Severity.TICKET, "paused in Temporal, so nothing happens: unpause the run"),
  /** Approved, and no prescription came. */
  PRESCRIPTION_OVERDUE(
      Owner.OPERATIONS, Severity.TICKET, "approved, and no prescription came: ask the provider"),
  /** Another package was prescribed than was ordered. */
  PRESCRIPTION_DIFFERS(
      Owner.CLINIC,
      Severity.TICKET,
      "another package was prescribed than was ordered: settle it with the patient, release"),
  PRESCRIPTION_CHANGED(
      Owner.CLINIC,
      Severity.TICKET,
      "a later event changed a prescribed medicine, for example its dose: compare the versions in"
          + " the journey's prescriptions, ask provider and pharmacy which one is dispensed"),
  /** A prescription for an exam that prescribes nothing. */
  PRESCRIPTION_UNEXPECTED(
      Owner.OPERATIONS,
      Severity.TICKET,
      "a prescription for an exam that prescribes nothing: ask the provider, release"),
  /** A prescription whose status is none that we know to be good. */
  PRESCRIPTION_UNCONFIRMED(
      Owner.OPERATIONS,
      Severity.TICKET,
      "a prescription's status is none that we know to be good: read the delivery, ask the provider"),
  /** A parcel for an exam of which no pharmacy reports parcels, such as the patient's own. */
  SHIPMENT_UNEXPECTED(
      Owner.OPERATIONS,
      Severity.TICKET,
      "a parcel for an exam of which no pharmacy reports parcels: ask the provider"),
  /** Prescribed, and not every medicine has a parcel. */
  SHIPMENT_OVERDUE(
      Owner.OPERATIONS, Severity.TICKET, "not every medicine has a parcel: ask the pharmacy"),
  /** A follow-up is due and cannot be sent. */
  FOLLOW_UP_BLOCKED(
      Owner.OPERATIONS,
      Severity.PAGE,
      "a follow-up is due and cannot be sent: mend what the journal names, release"),
  /** A follow-up was sent although no prescription was ever confirmed. */
  FOLLOW_UP_UNCONFIRMED(
      Owner.OPERATIONS,
      Severity.TICKET,
      "a follow-up was sent although no prescription was confirmed: ask the provider"),
  /** A follow-up that was ended as not needed is owed after all. */
  FOLLOW_UP_OWED_AGAIN(
      Owner.OPERATIONS,
      Severity.PAGE,
      "a follow-up that was ended as not needed is owed after all: order it by hand"),
  /** Half of a PDF link's life is over, and the PDF is not copied yet. */
  PDF_COPY_LATE(
      Owner.OPERATIONS,
      Severity.TICKET,
      "half of a PDF link's life is over and there is no copy: download it in the portal"),
  /** A PDF link is dead, or nothing that may be fetched, and there is no copy. */
  PDF_COPY_LOST(
      Owner.OPERATIONS,
      Severity.TICKET,
      "a PDF link is dead and there is no copy: download it in the portal");

  /** How soon somebody must look; see docs/operations.md. */
  public enum Severity {
    /** At once, at night too. */
    PAGE,
    /** In the morning. */
    TICKET
  }

  private final Owner owner;
  private final Severity severity;
  private final String text;

  AlarmKind(Owner owner, Severity severity, String text) {
    this.owner = owner;
    this.severity = severity;
    this.text = text;
  }

  /** Who should act. */
  public Owner owner() {
    return owner;
  }

  public Severity severity() {
    return severity;
  }

  /** What is the matter and what to do, in words for an operator. */
  public String text() {
    return text;
  }
}
