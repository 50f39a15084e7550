package org.patientjourney.workflows.alarm;

import org.patientjourney.workflows.hold.Owner;

/** The constant code of an alarm: in the table, in the log line and in the metric. */
public enum AlarmKind {
  INVITE_UNKNOWN(
      Owner.OPERATIONS,
      Severity.TICKET,
      "the provider neither took nor refused the invite: look in its portal, then resolve-invite"),
  INVITE_OVERDUE(
      Owner.OPERATIONS,
      Severity.TICKET,
      "the invite could not be sent for an hour: look at the provider's status"),
  TWO_INVITES(
      Owner.OPERATIONS,
      Severity.TICKET,
      "two invites of one exam may be open: cancel the older one in the provider's portal"),
  CONTRADICTION(
      Owner.OPERATIONS,
      Severity.PAGE,
      "two facts cannot both be true: nothing may be dispensed; ask the provider, then record-decision or close"),
  UNKNOWN_STATUS(
      Owner.OPERATIONS,
      Severity.TICKET,
      "the provider reported a status that we do not know: read the delivery, ask the provider"),
  WRONG_PATIENT_EXAM(
      Owner.OPERATIONS,
      Severity.TICKET,
      "a delivery names another patient exam: compare it with the provider's portal"),
  UNREADABLE_DELIVERY(
      Owner.OPERATIONS,
      Severity.TICKET,
      "a delivery, or a list in it, cannot be read, its kind is unknown, or it matches no exam: compare with the provider's portal"),
  DELIVERY_NOT_APPLIED(
      Owner.OPERATIONS,
      Severity.PAGE,
      "a delivery waits for ten minutes to be applied: is a worker running, is the run stuck or paused?"),
  AMENDED_EVENT(
      Owner.OPERATIONS,
      Severity.TICKET,
      "an event came again with other content: compare the two deliveries"),
  REVIEW_OVERDUE(
      Owner.OPERATIONS,
      Severity.TICKET,
      "the medical director's review takes longer than expected: ask the provider"),
  RUN_DIVERGED(
      Owner.OPERATIONS,
      Severity.TICKET,
      "the run was reset in Temporal: it has claimed the journey again; find out who reset it"),
  RELAY_STUCK(
      Owner.OPERATIONS,
      Severity.TICKET,
      "a row could not be handled again and again: is a worker running, is the run paused?"),
  HOLD_OVERDUE(Owner.OPERATIONS, Severity.TICKET, "a hold was not acted on for days: act on it"),
  REMIND_PATIENT(
      Owner.CLINIC,
      Severity.TICKET,
      "the clinic contacts its patients: it should remind this one of the exam"),
  CANCEL_FAILED(
      Owner.OPERATIONS,
      Severity.TICKET,
      "the provider did not cancel the exam: look at it in the portal, release tries again"),
  DECISION_NOT_RECEIVED(
      Owner.OPERATIONS,
      Severity.TICKET,
      "the provider has decided and no event reported it: look in its portal, record-decision"),
  INCIDENT_OPEN(
      Owner.CLINIC,
      Severity.TICKET,
      "one cause holds journeys of a clinic: remove it, then resolve the incident"),
  INCIDENT_PROBE_FAILED(
      Owner.OPERATIONS,
      Severity.TICKET,
      "the provider refused the probe of an incident: look at the incident, resolve it again when its cause is gone"),
  NEXT_STEP_OVERDUE(
      Owner.OPERATIONS,
      Severity.TICKET,
      "the engine did not act when it was due: worker or Temporal is down, or the run is stuck"),
  OBLIGATION_OVERDUE(
      Owner.OPERATIONS,
      Severity.PAGE,
      "something owed by a date was not done: GET /obligations?status=OVERDUE"),
  RUN_MISSING(
      Owner.OPERATIONS,
      Severity.TICKET,
      "open in the record and no run in Temporal: restart the journey"),
  RUN_PAUSED(
      Owner.OPERATIONS, Severity.TICKET, "paused in Temporal, so nothing happens: unpause the run"),
  PRESCRIPTION_OVERDUE(
      Owner.OPERATIONS, Severity.TICKET, "approved, and no prescription came: ask the provider"),
  PRESCRIPTION_DIFFERS(
      Owner.CLINIC,
      Severity.TICKET,
      "another package was prescribed than was ordered: settle it with the patient, release"),
  PRESCRIPTION_CHANGED(
      Owner.CLINIC,
      Severity.TICKET,
      "a later event changed a prescribed medicine, for example its dose: compare the versions in"
          + " the journey's prescriptions, ask provider and pharmacy which one is dispensed"),
  PRESCRIPTION_UNEXPECTED(
      Owner.OPERATIONS,
      Severity.TICKET,
      "a prescription for an exam that prescribes nothing: ask the provider, release"),
  PRESCRIPTION_UNCONFIRMED(
      Owner.OPERATIONS,
      Severity.TICKET,
      "a prescription's status is none that we know to be good: read the delivery, ask the provider"),
  SHIPMENT_UNEXPECTED(
      Owner.OPERATIONS,
      Severity.TICKET,
      "a parcel for an exam of which no pharmacy reports parcels: ask the provider"),
  SHIPMENT_OVERDUE(
      Owner.OPERATIONS, Severity.TICKET, "not every medicine has a parcel: ask the pharmacy"),
  FOLLOW_UP_BLOCKED(
      Owner.OPERATIONS,
      Severity.PAGE,
      "a follow-up is due and cannot be sent: mend what the journal names, release"),
  FOLLOW_UP_UNCONFIRMED(
      Owner.OPERATIONS,
      Severity.TICKET,
      "a follow-up was sent although no prescription was confirmed: ask the provider"),
  FOLLOW_UP_OWED_AGAIN(
      Owner.OPERATIONS,
      Severity.PAGE,
      "a follow-up that was ended as not needed is owed after all: order it by hand"),
  PDF_COPY_LATE(
      Owner.OPERATIONS,
      Severity.TICKET,
      "half of a PDF link's life is over and there is no copy: download it in the portal"),
  PDF_COPY_LOST(
      Owner.OPERATIONS,
      Severity.TICKET,
      "a PDF link is dead and there is no copy: download it in the portal");

  /** How soon a person must look; see docs/operations.md. */
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

  public Owner owner() {
    return owner;
  }

  public Severity severity() {
    return severity;
  }

  /** What happened and what to do, for an operator. */
  public String text() {
    return text;
  }
}
