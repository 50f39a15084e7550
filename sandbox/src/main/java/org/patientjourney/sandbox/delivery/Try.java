package org.patientjourney.sandbox.delivery;

import static org.patientjourney.sandbox.fault.DeliveryFault.CORRUPT_EVENT;
import static org.patientjourney.sandbox.fault.DeliveryFault.REORDER_EVENTS;

import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.fault.DeliveryFault;
import org.patientjourney.sandbox.state.Event;

/** What a try begins with; no copies means that nothing is sent this time. */
record Try(Event event, int copies, @Nullable DeliveryFault fault) {

  static Try none(Event event) {
    return new Try(event, 0, null);
  }

  /** Whether the event stays as it is until somebody lets it go. */
  boolean isHeld() {
    return fault != null && fault.holds();
  }

  boolean waitsForItsTurn() {
    return fault == REORDER_EVENTS;
  }

  boolean isCut() {
    return fault == CORRUPT_EVENT;
  }
}
