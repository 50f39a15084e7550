package org.patientjourney.sandbox.delivery;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.patientjourney.sandbox.delivery.Tries.Try;
import org.patientjourney.sandbox.state.Event;
import org.patientjourney.sandbox.state.Fault;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.StateStore;

/** Sends due events to their webhooks until they are acknowledged or given up. */
public final class EventDelivery {
  private static final Duration WHILE_IN_FLIGHT = Duration.ofMillis(50);

  private final StateStore store;
  private final Timetable timetable;
  private final InstantSource clock;
  private final Webhook webhook;
  private final PdfLinks links;
  private final Tries tries;
  private final Reordering reordering;
  private final Set<Long> inFlight = ConcurrentHashMap.newKeySet();

  public EventDelivery(
      StateStore store,
      Timetable timetable,
      InstantSource clock,
      Webhook webhook,
      List<Duration> redelivery,
      PdfLinks links) {
    this.store = store;
    this.timetable = timetable;
    this.clock = clock;
    this.webhook = webhook;
    this.links = links;
    this.tries = new Tries(redelivery, clock);
    this.reordering = new Reordering(store, timetable, clock, event -> tryOnce(event, true));
  }

  /** Schedules everything that is due: after a start, and when a hold ends. */
  public void resume() {
    store.now().events().stream().filter(Event::isDue).forEach(this::schedule);
  }

  void schedule(Event event) {
    timetable.schedule(event.dueAt(), () -> deliver(event.id()));
  }

  /** Sends the events that wait to be reordered, and returns their number. */
  public int release() {
    return reordering.release();
  }

  /** Sends a stored event now, in any state; codes are empty without an answer. */
  public Optional<List<Optional<Integer>>> deliverByHand(long eventId, int copies) {
    Optional<Event> event = store.now().event(eventId);
    if (event.isEmpty()) {
      return Optional.empty();
    }
    List<Optional<Integer>> codes = post(new Try(event.get(), copies, null));
    store.change(state -> Tries.endByHand(state, eventId, codes));
    return Optional.of(codes);
  }

  private void deliver(long eventId) {
    // An event can be scheduled twice, by its own retry and by resume. The second one waits, as
    // the first may have read the faults just before they were cleared.
    if (!tryOnce(eventId, false)) {
      timetable.schedule(clock.instant().plus(WHILE_IN_FLIGHT), () -> deliver(eventId));
    }
  }

  /** False when the event is being tried already. */
  private boolean tryOnce(long eventId, boolean inTurn) {
    if (!inFlight.add(eventId)) {
      return false;
    }
    try {
      Try next = store.changeAndGet(state -> tries.begin(state, eventId, inTurn));
      Event after = next.copies() > 0 ? posted(next) : next.event();
      if (next.fault() == Fault.REORDER_EVENTS) {
        reordering.hold(after.patientExamId());
      }
      // A held event is scheduled when the hold ends.
      if (after.isDue() && !next.isHeld()) {
        schedule(after);
      }
      return true;
    } finally {
      inFlight.remove(eventId);
    }
  }

  private Event posted(Try begun) {
    long id = begun.event().id();
    List<Optional<Integer>> codes = post(begun);
    return store.change(state -> tries.end(state, id, codes)).event(id).orElseThrow();
  }

  /** Posts any text to an invite's webhook; nothing of it is stored. */
  public List<Optional<Integer>> fire(Invite invite, long patientExamId, String text, int copies) {
    return webhook.post(invite, patientExamId, Collections.nCopies(copies, text));
  }

  private List<Optional<Integer>> post(Try begun) {
    SandboxState state = store.now();
    long exam = begun.event().patientExamId();
    Invite invite = state.inviteOf(exam).orElseThrow();
    EventBody body = new EventBody(begun.event(), invite, state.shape(), links);
    boolean isCut = begun.fault() == Fault.CORRUPT_EVENT;
    // Each copy has a link of its own.
    List<String> texts =
        Stream.generate(body::text)
            .limit(begun.copies())
            .map(text -> isCut ? text.substring(0, text.length() / 2) : text)
            .toList();
    return webhook.post(invite, exam, texts);
  }
}
