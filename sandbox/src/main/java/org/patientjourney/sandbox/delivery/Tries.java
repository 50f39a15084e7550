package org.patientjourney.sandbox.delivery;

import static org.patientjourney.sandbox.fault.DeliveryFault.DROP_THEN_REDELIVER;
import static org.patientjourney.sandbox.fault.DeliveryFault.HOLD_EVENTS;
import static org.patientjourney.sandbox.fault.DeliveryFault.REORDER_EVENTS;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.patientjourney.sandbox.fault.ArmedFault;
import org.patientjourney.sandbox.fault.DeliveryFault;
import org.patientjourney.sandbox.state.Event;
import org.patientjourney.sandbox.state.EventState;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.StateStore.Changed;

/** The states before and after a try: which fault strikes it, and what the answer means. */
record Tries(List<Duration> redelivery, InstantSource clock) {

  /** Counts the try; {@code inTurn} when events that go backwards wait no longer for this one. */
  Changed<Try> begin(SandboxState state, long eventId, boolean inTurn) {
    Event event = state.event(eventId).orElseThrow();
    if (!event.isDue() || event.dueAt().isAfter(clock.instant())) {
      return new Changed<>(state, Try.none(event));
    }
    boolean first = event.attempts() == 0;
    return armed(state, event, f -> f == HOLD_EVENTS || (f == REORDER_EVENTS && first && !inTurn))
        .map(hold -> new Changed<>(state, new Try(event, 0, (DeliveryFault) hold.fault())))
        .or(
            () ->
                armed(state, event, f -> !f.holds() && (f != DROP_THEN_REDELIVER || first))
                    .map(armed -> struck(state, event.tried(), armed)))
        .orElseGet(
            () -> new Changed<>(state.withEvent(event.tried()), new Try(event.tried(), 1, null)));
  }

  private static Optional<ArmedFault> armed(
      SandboxState state, Event event, Predicate<DeliveryFault> which) {
    String clinic = state.inviteOf(event.patientExamId()).orElseThrow().clinic();
    return state.faults().firstOfDelivery(clinic, which);
  }

  private Changed<Try> struck(SandboxState state, Event event, ArmedFault armed) {
    DeliveryFault fault = (DeliveryFault) armed.fault();
    Try next =
        switch (fault) {
          case DUPLICATE_EVENT -> new Try(event, 1 + armed.copies(), fault);
          case CORRUPT_EVENT -> new Try(event, 1, fault);
          case LOSE_EVENT -> new Try(event.in(EventState.DROPPED), 0, fault);
          case DROP_THEN_REDELIVER -> new Try(again(event), 0, fault);
          case HOLD_EVENTS, REORDER_EVENTS ->
              throw new IllegalStateException("holds do not strike");
        };
    return new Changed<>(
        state.withFaults(state.faults().after(armed)).withEvent(next.event()), next);
  }

  /** Notes the answers of a try; empty codes stand for none in time. */
  SandboxState end(SandboxState state, long eventId, List<Optional<Integer>> codes) {
    Event event = answered(state, eventId, codes);
    if (isAcknowledged(codes)) {
      return state.withEvent(event.in(EventState.DELIVERED));
    }
    return state.withEvent(event.isDue() ? again(event) : event);
  }

  /** The same of a try by hand, which plans no other. */
  static SandboxState endByHand(SandboxState state, long eventId, List<Optional<Integer>> codes) {
    Event event = answered(state, eventId, codes);
    return state.withEvent(isAcknowledged(codes) ? event.in(EventState.DELIVERED) : event);
  }

  private Event again(Event event) {
    return event.attempts() > redelivery.size()
        ? event.in(EventState.FAILED)
        : event.dueAgain(clock.instant().plus(redelivery.get(event.attempts() - 1)));
  }

  /** [SIM] The first copy counts, as it is the one that the provider meant to send. */
  private static boolean isAcknowledged(List<Optional<Integer>> codes) {
    return codes.get(0).filter(code -> code >= 200 && code < 300).isPresent();
  }

  private static Event answered(SandboxState state, long id, List<Optional<Integer>> codes) {
    return state.event(id).orElseThrow().answered(codes.get(0).orElse(null));
  }
}
