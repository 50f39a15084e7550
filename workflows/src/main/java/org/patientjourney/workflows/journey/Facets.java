package org.patientjourney.workflows.journey;

import org.patientjourney.workflows.exam.Decision;
import org.patientjourney.workflows.invite.Handover;
import org.patientjourney.workflows.invite.InviteStatus;

/** Where a journey stands, aspect by aspect: never one status. */
public record Facets(
    InviteStatus invite, Handover handover, Decision decision, Fulfilment fulfilment) {

  public static final Facets AT_START =
      new Facets(InviteStatus.NOT_SENT, Handover.NOT_DUE, Decision.PENDING, Fulfilment.NONE);

  /** Prescription and shipment; this version stops at {@code AWAITING_PRESCRIPTION}. */
  public enum Fulfilment {
    NONE,
    AWAITING_PRESCRIPTION,
    PRESCRIBED,
    SHIPPED,
    NOT_TRACKED
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
