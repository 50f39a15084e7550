package org.patientjourney.workflows.hold;

/** Why a person must act on a journey, who that is, and what a release then does. */
public enum HoldReason {
  KEY_REFUSED(
      Owner.CLINIC,
      Release.SENDS_INVITE,
      "check the clinic's API key at the provider, resolve its incident"),
  PROVIDER_NOT_CONFIGURED(
      Owner.CLINIC,
      Release.SENDS_INVITE,
      "add a provider for the patient's state in the provider's portal (Operators), resolve its"
          + " incident"),
  AGREEMENTS_UNSIGNED(
      Owner.CLINIC,
      Release.SENDS_INVITE,
      "sign the agreements in the provider's portal, resolve its incident"),
  PRESCRIPTION_CONTRACT_UNSIGNED(
      Owner.CLINIC,
      Release.SENDS_INVITE,
      "sign the prescriptive services contract in the provider's portal (Settings), resolve its"
          + " incident"),
  UNAUTHORIZED(
      Release.SENDS_INVITE,
      "the provider refused for a reason that we do not know: the timeline with notes has its words;"
          + " ask its support, release"),
  NEEDS_INPUT(
      Owner.CLINIC,
      Release.SENDS_INVITE,
      "the provider refused a field of the order: post a correction of the order, which sends it"
          + " again, or close and order anew"),
  PATIENT_ERASED(
      Owner.CLINIC,
      Release.REFUSED,
      "the patient's data was erased, so no invite can be sent: close; if the exam is still wanted,"
          + " order anew"),
  INVITE_OVERDUE(
      Release.REFUSED,
      "the invite cannot be sent yet: look at the provider's status; goes when it is sent"),
  INVITE_UNKNOWN(
      Release.REFUSED,
      "look for the invite in the provider's portal, then resolve-invite: exists, or send again"),
  HELD_BY_PERSON(
      Release.CLEARS, "a person stopped the journey: the timeline with notes says why; release"),
  CANCEL_FAILED(
      Release.CLEARS,
      "the provider did not cancel: the timeline with notes has its words; look at the exam in its"
          + " portal; release tries again"),
  DECISION_NOT_RECEIVED(
      Release.REFUSED,
      "the provider has decided and no event reported it: look in its portal, record-decision"),
  HANDOVER(Owner.CLINIC, Release.CLEARS, "hand the invite's link to the patient, invite-delivered"),
  LINK_EXPIRED(Release.REFUSED, "the link expired: closes by itself; re-invite, or close it now"),
  MISSED(Release.REFUSED, "the patient missed the exam: re-invite, or close"),
  NOT_APPLICABLE(
      Release.REFUSED,
      "the exam ended without a decision: ask the provider why; re-invite, or close"),
  REVIEW_OVERDUE(
      Release.REFUSED,
      "ask the provider about the medical director's review; goes with the decision"),
  UNKNOWN_STATUS(
      Release.CLEARS,
      "read the stored delivery, ask the provider what its status means, record-decision or close;"
          + " once an event has brought the decision, release"),
  CONTRADICTION(
      Release.REFUSED,
      "two facts cannot both be true (approved and rejected, or approved after an accepted"
          + " cancellation): nothing may be dispensed; ask the provider, record-decision or close"),
  WRONG_PATIENT_EXAM(
      Release.CLEARS,
      "a delivery names another patient exam: read it, compare with the provider's portal,"
          + " record-decision or release"),
  UNREADABLE_DELIVERY(
      Release.CLEARS,
      "a delivery, or a list in it, cannot be read, its kind is unknown, or it matches no exam:"
          + " compare with the provider's portal, record-decision or release"),
  TOO_MANY_EVENTS(
      Release.CLEARS,
      "the provider has sent far more events than one exam has: of those that came since, only the"
          + " first of each decision counts; ask the provider, compare with its portal,"
          + " record-decision or close; release asks again with the next event"),
  DELIVERY_NOT_APPLIED(
      Release.CLEARS,
      "a delivery is stored and could not be applied, so the journey is not closed: find it in"
          + " /webhook-deliveries, mend its cause (log, relay), release; or close"),
  PRESCRIPTION_OVERDUE(
      Release.REFUSED,
      "approved, and no prescription came: ask the provider; goes with its event 2, or close"),
  PRESCRIPTION_DIFFERS(
      Owner.CLINIC,
      Release.CLEARS,
      "another package was prescribed than was ordered: settle price and contents with the patient,"
          + " release"),
  PRESCRIPTION_CHANGED(
      Owner.CLINIC,
      Release.CLEARS,
      "drug, strength, quantity, directions or schedule of a prescribed medicine changed: compare"
          + " the versions in the journey's prescriptions, ask provider and pharmacy which one is"
          + " dispensed, inform the patient, release"),
  PRESCRIPTION_UNEXPECTED(
      Release.CLEARS,
      "a prescription for an exam that prescribes nothing: ask the provider, release"),
  PRESCRIPTION_UNCONFIRMED(
      Release.CLEARS,
      "the prescription's status is none that we know to be good: nothing counts as prescribed by"
          + " it; read what the provider said (consultations), ask the provider; goes with a later"
          + " event 2 that confirms; release and wait for it, or close"),
  SHIPMENT_OVERDUE(
      Release.REFUSED,
      "not every medicine has a parcel: ask the pharmacy; goes with the tracking, or close"),
  FOLLOW_UP_BLOCKED(
      Release.CLEARS,
      "the follow-up is due and cannot be sent: the journal says why; mend that, release, and it is"
          + " checked again");

  public enum Release {
    SENDS_INVITE,
    /** The hold ends, and the journey continues. */
    CLEARS,
    /** A release alone would leave the question open: another command answers it. */
    REFUSED
  }

  private final Owner owner;
  private final Release release;
  private final String advice;

  HoldReason(Release release, String advice) {
    this(Owner.OPERATIONS, release, advice);
  }

  HoldReason(Owner owner, Release release, String advice) {
    this.owner = owner;
    this.release = release;
    this.advice = advice;
  }

  /** Whether the cause is the clinic's account, so that it holds other journeys too. */
  public boolean isCauseOfIncidents() {
    return switch (this) {
      case KEY_REFUSED,
          PROVIDER_NOT_CONFIGURED,
          AGREEMENTS_UNSIGNED,
          PRESCRIPTION_CONTRACT_UNSIGNED ->
          true;
      default -> false;
    };
  }

  public boolean sendsInvite() {
    return release == Release.SENDS_INVITE;
  }

  public boolean isAnsweredByNewInvite() {
    return switch (this) {
      case MISSED, NOT_APPLICABLE, LINK_EXPIRED, HANDOVER -> true;
      default -> sendsInvite();
    };
  }

  public Owner owner() {
    return owner;
  }

  public Release release() {
    return release;
  }

  public String advice() {
    return advice;
  }
}
