package org.patientjourney.sandbox.fault;

import org.patientjourney.sandbox.http.ProviderEndpoint;

/** Strikes an event on its way to the webhook. */
public enum DeliveryFault implements Fault {
  /** Several copies at the same time. */
  DUPLICATE_EVENT,
  /** Only the first half of the body is sent. */
  CORRUPT_EVENT,
  /** The first try is not sent, the next one is. */
  DROP_THEN_REDELIVER,
  /** Never sent. */
  LOSE_EVENT,
  /** Due events wait until the faults are cleared; never used up. */
  HOLD_EVENTS,
  /** An exam's events wait for all three kinds, then go out backwards; never used up. */
  REORDER_EVENTS;

  /** Whether events wait for it, rather than be struck by it. */
  public boolean holds() {
    return this == HOLD_EVENTS || this == REORDER_EVENTS;
  }

  @Override
  public boolean canStrike(ProviderEndpoint endpoint) {
    return false;
  }
}
