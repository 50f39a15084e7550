package org.patientjourney.sandbox.delivery;

import static org.patientjourney.sandbox.fault.DeliveryFault.DROP_THEN_REDELIVER;
import static org.patientjourney.sandbox.fault.DeliveryFault.HOLD_EVENTS;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.patientjourney.sandbox.fault.ArmedFault;
import org.patientjourney.sandbox.fault.DeliveryFault;
import org.patientjourney.sandbox.state.Event;
import org.patientjourney.sandbox.state.EventState;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.StateStore;
import org.patientjourney.sandbox.state.StateStore.Changed;
import org.patientjourney.sandbox.timing.Timetable;

/** Brings due events to their webhooks, again and again until acknowledged or given up. */
public final class EventDelivery {
  private static final Duration WHILE_IN_FLIGHT = Duration.ofMillis(50);

  private final StateStore store;
  private final Timetable timetable;
  private final InstantSource clock;
  private final Webhook webhook;
  private final List<Duration> redelivery;
  private final Set<Long> inFlight = ConcurrentHashMap.newKeySet();

  /** What a try begins with; no copies means that nothing is sent this time. */
  private record Try(Event event, int copies, boolean held) {
    Try(Event event, int copies) {
      this(event, copies, false);
    }
  }

  public EventDelivery(
      StateStore store,
      Timetable timetable,
      InstantSource clock,
      Webhook webhook,
      List<Duration> redelivery) {
    this.store = store;
    this.timetable = timetable;
    this.clock = clock;
    this.webhook = webhook;
    this.redelivery = redelivery;
  }

  /** Enters everything that is due: after a start, and when a hold ends. */
  public void resume() {
    store.now().events().stream().filter(Event::isDue).forEach(this::enter);
  }

  /** Enters one due event. */
  public void enter(Event event) {
    timetable.enter(event.dueAt(), () -> deliver(event.id()));
  }

  /** Sends a stored event now, whatever became of it; the codes are empty without an answer. */
  public Optional<List<Optional<Integer>>> deliverByHand(long eventId, int copies) {
    return store
        .now()
        .event(eventId)
        .map(
            event -> {
              List<Optional<Integer>> codes = post(event, copies);
              store.change(
                  state -> {
                    Event answered = answered(get(state, eventId), codes);
                    return state.withEvent(
                        isAcknowledged(codes) ? answered.in(EventState.DELIVERED) : answered);
                  });
              return codes;
            });
  }

  private void deliver(long eventId) {
    // An event can be entered twice, by its own retry and by resume: the second one waits, as the
    // first may have looked at the faults just before they were cleared.
    if (!inFlight.add(eventId)) {
      timetable.enter(clock.instant().plus(WHILE_IN_FLIGHT), () -> deliver(eventId));
      return;
    }
    try {
      Try next = store.changeAndTell(state -> begin(state, get(state, eventId)));
      Event after = next.event();
      if (next.copies() > 0) {
        List<Optional<Integer>> codes = post(after, next.copies());
        after = get(store.change(state -> end(state, eventId, codes)), eventId);
      }
      // A held event is entered again when the hold ends.
      if (after.isDue() && !next.held()) {
        enter(after);
      }
    } finally {
      inFlight.remove(eventId);
    }
  }

  private Changed<Try> begin(SandboxState state, Event event) {
    String clinic = invite(state, event).clinic();
    if (!event.isDue() || event.dueAt().isAfter(clock.instant())) {
      return new Changed<>(state, new Try(event, 0));
    }
    if (state.faults().firstOfDelivery(clinic, HOLD_EVENTS::equals).isPresent()) {
      return new Changed<>(state, new Try(event, 0, true));
    }
    Optional<ArmedFault> armed =
        state
            .faults()
            .firstOfDelivery(
                clinic, fault -> fault != DROP_THEN_REDELIVER || event.attempts() == 0);
    Try next = armed.map(a -> struck(event.tried(), a)).orElse(new Try(event.tried(), 1));
    SandboxState left = armed.map(a -> state.withFaults(state.faults().after(a))).orElse(state);
    return new Changed<>(left.withEvent(next.event()), next);
  }

  private Try struck(Event event, ArmedFault armed) {
    return switch ((DeliveryFault) armed.fault()) {
      case DUPLICATE_EVENT -> new Try(event, 1 + armed.copies());
      case LOSE_EVENT -> new Try(event.in(EventState.DROPPED), 0);
      case DROP_THEN_REDELIVER -> new Try(again(event), 0);
      case HOLD_EVENTS -> new Try(event, 0);
    };
  }

  private SandboxState end(SandboxState state, long eventId, List<Optional<Integer>> codes) {
    Event event = answered(get(state, eventId), codes);
    if (isAcknowledged(codes)) {
      return state.withEvent(event.in(EventState.DELIVERED));
    }
    return state.withEvent(event.isDue() ? again(event) : event);
  }

  private Event again(Event event) {
    return event.attempts() > redelivery.size()
        ? event.in(EventState.FAILED)
        : event.dueAgain(clock.instant().plus(redelivery.get(event.attempts() - 1)));
  }

  /** Posts any text at an invite's webhook; nothing of it is stored. */
  public List<Optional<Integer>> fire(Invite invite, long patientExamId, String text, int copies) {
    WebhookBody body = new WebhookBody(patientExamId, text);
    return webhook.post(url(invite), Stream.generate(() -> body).limit(copies));
  }

  private List<Optional<Integer>> post(Event event, int copies) {
    SandboxState state = store.now();
    Invite invite = invite(state, event);
    EventBody body = new EventBody(event, invite, state.shape(), clock.instant());
    return webhook.post(url(invite), Stream.generate(body::written).limit(copies));
  }

  private static URI url(Invite invite) {
    return URI.create(Objects.requireNonNull(invite.webhookUrl(), "events have a webhook"));
  }

  /** [SIM] The first copy counts, as it is the one that the provider meant to send. */
  private static boolean isAcknowledged(List<Optional<Integer>> codes) {
    return codes.get(0).filter(code -> code >= 200 && code < 300).isPresent();
  }

  private static Event answered(Event event, List<Optional<Integer>> codes) {
    return event.answered(codes.get(0).orElse(null));
  }

  private static Invite invite(SandboxState state, Event event) {
    return state.inviteOf(event.patientExamId()).orElseThrow();
  }

  private static Event get(SandboxState state, long eventId) {
    return state.event(eventId).orElseThrow();
  }
}
