package org.patientjourney.workflows.alarm;

import java.util.Set;
import org.patientjourney.workflows.hold.Owner;

/**
 * The constant code of an alarm: in the table, in the log line and in the metric. A ticket for
 * operations, unless it says otherwise.
 */
public enum AlarmKind {
  INVITE_UNKNOWN(
      "the provider neither took nor refused the invite: look in its portal, then resolve-invite"),
  INVITE_OVERDUE("the invite could not be sent for an hour: look at the provider's status"),
  PATIENT_ERASED(
      Owner.CLINIC,
      "a late event asks for an invite of a patient whose data was erased: close the journey, or order anew"),
  TWO_INVITES("two invites of one exam may be open: cancel the older one in the provider's portal"),
  CONTRADICTION(
      Severity.PAGE,
      "two facts cannot both be true: nothing may be dispensed; ask the provider, then record-decision or close"),
  UNKNOWN_STATUS(
      "the provider reported a status that we do not know: read the delivery, ask the provider"),
  WRONG_PATIENT_EXAM(
      "a delivery names another patient exam: compare it with the provider's portal"),
  UNREADABLE_DELIVERY(
      "a delivery, or a list in it, cannot be read, its kind is unknown, or it matches no exam: compare with the provider's portal"),
  TOO_MANY_EVENTS(
      "the provider has sent far more events than one exam has, and they no longer count: ask it why"),
  DELIVERY_NOT_APPLIED(
      Severity.PAGE,
      "a delivery waits for ten minutes to be applied: is a worker running, is the run stuck or paused?"),
  AMENDED_EVENT("an event came again with other content: compare the two deliveries"),
  REVIEW_OVERDUE("the medical director's review takes longer than expected: ask the provider"),
  RUN_DIVERGED(
      "the run was reset in Temporal, or the record restored: the journey goes on; find out why"),
  RELAY_STUCK(
      "a row could not be handled again and again: is a worker running, is the run paused?"),
  HOLD_OVERDUE("a hold was not acted on for days: act on it"),
  REMIND_PATIENT(
      Owner.CLINIC, "the clinic contacts its patients: it should remind this one of the exam"),
  CANCEL_FAILED(
      "the provider did not cancel the exam: look at it in the portal, release tries again"),
  DECISION_NOT_RECEIVED(
      "the provider has decided and no event reported it: look in its portal, record-decision"),
  INCIDENT_OPEN(
      Owner.CLINIC, "one cause holds journeys of a clinic: remove it, then resolve the incident"),
  CALLS_PAUSED(
      "no call goes to the provider, by command: GET /pauses says for which clinic since when; release it when its reason is gone"),
  INCIDENT_PROBE_FAILED(
      "the provider refused the probe of an incident: look at the incident, resolve it again when its cause is gone"),
  NEXT_STEP_OVERDUE(
      "the engine did not act when it was due: worker or Temporal is down, or the run is stuck"),
  OBLIGATION_OVERDUE(
      Severity.PAGE, "something owed by a date was not done: GET /obligations?status=OVERDUE"),
  RUN_MISSING("open in the record and no run in Temporal: restart the journey"),
  RUN_PAUSED("paused in Temporal, so nothing happens: unpause the run"),
  RUN_STUCK(
      "the worker fails at the run in Temporal, so nothing happens: read the run's last failure, deploy a build that can execute it"),
  PRESCRIPTION_OVERDUE("approved, and no prescription came: ask the provider"),
  PRESCRIPTION_DIFFERS(
      Owner.CLINIC,
      "another package was prescribed than was ordered: settle it with the patient, release"),
  PRESCRIPTION_CHANGED(
      Owner.CLINIC,
      "a later event changed a prescribed medicine, for example its dose: compare the versions in"
          + " the journey's prescriptions, ask provider and pharmacy which one is dispensed"),
  PRESCRIPTION_UNEXPECTED(
      "a prescription for an exam that prescribes nothing: ask the provider, release"),
  PRESCRIPTION_UNCONFIRMED(
      "a prescription's status is none that we know to be good: read the delivery, ask the provider"),
  SHIPMENT_UNEXPECTED(
      "a parcel for an exam of which no pharmacy reports parcels: ask the provider"),
  SHIPMENT_OVERDUE("not every medicine has a parcel: ask the pharmacy"),
  FOLLOW_UP_BLOCKED(
      Severity.PAGE, "a follow-up is due and cannot be sent: mend what the journal names, release"),
  FOLLOW_UP_UNCONFIRMED(
      "a follow-up was sent although no prescription was confirmed: ask the provider"),
  FOLLOW_UP_OWED_AGAIN(
      Severity.PAGE,
      "a follow-up that was ended as not needed is owed after all: order it by hand"),
  WEBHOOKS_SILENT(
      Severity.PAGE,
      "no webhook of a clinic came while, by its own past, many should have: does publicBaseUrl answer from outside?"
          + " Then ask the provider; look up open exams in its portal"),
  PDF_COPY_LATE(
      "half of a PDF link's life is over and there is no copy: download it in the portal"),
  PDF_COPY_LOST("a PDF link is dead and there is no copy: download it in the portal"),
  CALLBACK_UNDELIVERED(
      Owner.CLINIC,
      "the clinic's system has not taken a message for a day: GET /callbacks?waiting=true shows what"
          + " it answered"),
  CALLBACKS_STOPPED(
      Owner.CLINIC,
      "the clinic's system took no message for days and is told nothing more: mend it, then enable"
          + " the endpoint"),
  STORE_ORDER_STOPPED(
      Owner.CLINIC,
      "paid orders of a store were not taken: GET /store-deliveries says what is missing, retry when it is mended"),
  STORE_ORDER_CHANGED(
      Owner.CLINIC,
      "the store changed an order whose exam is under way: GET /store-deliveries?outcome=CHANGED says what;"
          + " correct the patient, cancel, or leave it"),
  STORE_CANCEL_TOO_LATE(
      Owner.CLINIC,
      "the store cancelled or refunded an order whose exam is decided or closed: settle it with"
          + " patient, provider and pharmacy");

  /** How soon a person must look; see docs/operations.md. */
  public enum Severity {
    /** At once, at night too. */
    PAGE,
    /** In the morning. */
    TICKET
  }

  /** While one is open, the journey's own next step does not happen. */
  public static final Set<AlarmKind> OF_RUNS = Set.of(RUN_MISSING, RUN_PAUSED, RUN_STUCK);

  private final Owner owner;
  private final Severity severity;
  private final String text;

  AlarmKind(String text) {
    this(Owner.OPERATIONS, Severity.TICKET, text);
  }

  AlarmKind(Severity severity, String text) {
    this(Owner.OPERATIONS, severity, text);
  }

  AlarmKind(Owner owner, String text) {
    this(owner, Severity.TICKET, text);
  }

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
