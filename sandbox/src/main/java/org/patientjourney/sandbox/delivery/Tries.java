package org.patientjourney.sandbox.delivery;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.state.ArmedFault;
import org.patientjourney.sandbox.state.Event;
import org.patientjourney.sandbox.state.Fault;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.StateStore.Changed;

/** The states before and after a try: which fault strikes it, and what the answer means. */
record Tries(List<Duration> redelivery, InstantSource clock) {

  /**
   * What a try begins with.
   *
   * @param copies 0 when nothing is sent this time
   */
  record Try(Event event, int copies, @Nullable Fault fault) {
    boolean isHeld() {
      return fault != null && fault.isHold();
    }
  }

  /** Counts the try; {@code inTurn} when a reordered event need not wait any longer. */
  Changed<Try> begin(SandboxState state, long eventId, boolean inTurn) {
    Event event = state.event(eventId).orElseThrow();
    if (!event.isDue() || event.dueAt().isAfter(clock.instant())) {
      return new Changed<>(state, new Try(event, 0, null));
    }
    boolean isFirst = event.attempts() == 0;
    Optional<ArmedFault> hold =
        armed(
            state,
            event,
            fault ->
                fault == Fault.HOLD_EVENTS
                    || (fault == Fault.REORDER_EVENTS && isFirst && !inTurn));
    if (hold.isPresent()) {
      return new Changed<>(state, new Try(event, 0, hold.get().fault()));
    }
    return armed(
            state,
            event,
            fault -> !fault.isHold() && (isFirst || fault != Fault.DROP_THEN_REDELIVER))
        .map(armed -> struck(state, event.tried(), armed))
        .orElseGet(
            () -> new Changed<>(state.withEvent(event.tried()), new Try(event.tried(), 1, null)));
  }

  private static Optional<ArmedFault> armed(
      SandboxState state, Event event, Predicate<Fault> which) {
    String clinic = state.inviteOf(event.patientExamId()).orElseThrow().clinic();
    return state.firstFault(
        clinic, armed -> armed.fault().kind() == Fault.Kind.DELIVERY && which.test(armed.fault()));
  }

  private Changed<Try> struck(SandboxState state, Event event, ArmedFault armed) {
    Fault fault = armed.fault();
    Try next =
        switch (fault) {
          case DUPLICATE_EVENT -> new Try(event, 1 + armed.copies(), fault);
          case CORRUPT_EVENT -> new Try(event, 1, fault);
          case LOSE_EVENT -> new Try(event.in(Event.State.DROPPED), 0, fault);
          case DROP_THEN_REDELIVER -> new Try(again(event), 0, fault);
          default -> throw new IllegalStateException("expected a fault of deliveries: " + fault);
        };
    return new Changed<>(state.afterFault(armed).withEvent(next.event()), next);
  }

  /** Records the answers of a try; an empty code stands for none in time. */
  SandboxState end(SandboxState state, long eventId, List<Optional<Integer>> codes) {
    SandboxState answered = endByHand(state, eventId, codes);
    Event event = answered.event(eventId).orElseThrow();
    return event.isDue() ? answered.withEvent(again(event)) : answered;
  }

  /** Records the answers of a try by hand, which plans no other. */
  static SandboxState endByHand(SandboxState state, long eventId, List<Optional<Integer>> codes) {
    // The first copy counts, as it is the one that the provider would have sent.
    Integer code = codes.get(0).orElse(null);
    Event event = state.event(eventId).orElseThrow().answered(code);
    boolean isAcknowledged = code != null && code >= 200 && code < 300;
    return state.withEvent(isAcknowledged ? event.in(Event.State.DELIVERED) : event);
  }

  private Event again(Event event) {
    return event.attempts() > redelivery.size()
        ? event.in(Event.State.FAILED)
        : event.dueAgain(clock.instant().plus(redelivery.get(event.attempts() - 1)));
  }
}
