package org.patientjourney.workflows.obligation;

import org.patientjourney.workflows.hold.Owner;

/** What can be owed. Stored: names are permanent. */
public enum ObligationKind {
  /** The engine owes the patient an invite. */
  INVITE(Owner.ENGINE),
  /** The clinic, which contacts its patients itself, owes this one the link. */
  HANDOVER(Owner.CLINIC),
  /** The law wants this patient asked for side effects three weeks after a GLP-1 visit. */
  FOLLOW_UP(Owner.ENGINE);

  private final Owner owner;

  ObligationKind(Owner owner) {
    this.owner = owner;
  }

  public Owner owner() {
    return owner;
  }
}
