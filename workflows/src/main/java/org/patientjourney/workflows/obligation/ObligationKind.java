package org.patientjourney.workflows.obligation;

import org.patientjourney.workflows.journey.Owner;

/** What can be owed. Stored: names are permanent. */
public enum ObligationKind {
  /** The engine owes the patient an invite. */
  INVITE(Owner.ENGINE),
  /** The clinic, which contacts its patients itself, owes this one the link. */
  HANDOVER(Owner.CLINIC);

  private final Owner owner;

  ObligationKind(Owner owner) {
    this.owner = owner;
  }

  public Owner owner() {
    return owner;
  }
}
