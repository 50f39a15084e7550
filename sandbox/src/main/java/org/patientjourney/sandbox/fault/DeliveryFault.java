package org.patientjourney.sandbox.fault;

import org.patientjourney.sandbox.http.ProviderEndpoint;

/** Strikes an event on its way to the webhook. */
public enum DeliveryFault implements Fault {
  /** Several copies at the same time. */
  DUPLICATE_EVENT,
  /** The first try is not sent, the next one is. */
  DROP_THEN_REDELIVER,
  /** Never sent. */
  LOSE_EVENT,
  /** Due events wait until the faults are cleared; never used up. */
  HOLD_EVENTS;

  @Override
  public boolean canStrike(ProviderEndpoint endpoint) {
    return false;
  }
}
