package org.patientjourney.workflows.journey;

import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.InviteStatus;

/** Where a journey stands, aspect by aspect: never one status. */
public record Facets(
    InviteStatus invite, Handover handover, Decision decision, Fulfilment fulfilment) {

  public static final Facets AT_START =
      new Facets(InviteStatus.NOT_SENT, Handover.NOT_DUE, Decision.PENDING, Fulfilment.NONE);

  /** Of a follow-up that waits for its day. */
  static final Facets BEFORE_DUE = AT_START.withInvite(InviteStatus.NOT_DUE);

  /** Prescription and shipment. */
  public enum Fulfilment {
    NONE,
    AWAITING_PRESCRIPTION,
    PRESCRIBED,
    /** Each medicine has a parcel; corrections are waited for. */
    SHIPPED,
    /** Nobody tells us of parcels: the patient's own pharmacy, urgent care (contract 5). */
    NOT_TRACKED,
    COMPLETE
  }

  public Facets withInvite(InviteStatus newInvite) {
    return new Facets(newInvite, handover, decision, fulfilment);
  }

  /** As if nothing had been sent yet: a new attempt needs its own handover. */
  public Facets beforeInvite() {
    return withInvite(InviteStatus.NOT_SENT).withHandover(Handover.NOT_DUE);
  }

  public Facets withHandover(Handover newHandover) {
    return new Facets(invite, newHandover, decision, fulfilment);
  }

  public Facets withDecision(Decision newDecision) {
    return new Facets(invite, handover, newDecision, fulfilment);
  }

  public Facets withFulfilment(Fulfilment newFulfilment) {
    return new Facets(invite, handover, decision, newFulfilment);
  }
}
