package org.patientjourney.sandbox.delivery;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.patientjourney.sandbox.pdf.PdfLinks;
import org.patientjourney.sandbox.state.Event;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.StateStore;
import org.patientjourney.sandbox.timing.Timetable;

/** Brings due events to their webhooks, again and again until acknowledged or given up. */
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

  /** Enters everything that is due: after a start, and when a hold ends. */
  public void resume() {
    store.now().events().stream().filter(Event::isDue).forEach(this::enter);
  }

  /** Enters one due event. */
  public void enter(Event event) {
    timetable.enter(event.dueAt(), () -> deliver(event.id()));
  }

  /** Lets the events go that wait for others to go backwards, and says how many there were. */
  public int release() {
    return reordering.release();
  }

  /** Sends a stored event now, whatever became of it; the codes are empty without an answer. */
  public Optional<List<Optional<Integer>>> deliverByHand(long eventId, int copies) {
    return store
        .now()
        .event(eventId)
        .map(
            event -> {
              List<Optional<Integer>> codes = post(new Try(event, copies, null));
              store.change(state -> Tries.endByHand(state, eventId, codes));
              return codes;
            });
  }

  private void deliver(long eventId) {
    // An event can be entered twice, by its own retry and by resume: the second one waits, as the
    // first may have looked at the faults just before they were cleared.
    if (!tryOnce(eventId, false)) {
      timetable.enter(clock.instant().plus(WHILE_IN_FLIGHT), () -> deliver(eventId));
    }
  }

  /** False when somebody else is at it. */
  private boolean tryOnce(long eventId, boolean inTurn) {
    if (!inFlight.add(eventId)) {
      return false;
    }
    try {
      Try next = store.changeAndTell(state -> tries.begin(state, eventId, inTurn));
      Event after = next.copies() > 0 ? posted(next) : next.event();
      if (next.waitsForItsTurn()) {
        reordering.hold(after.patientExamId());
      }
      // A held event is entered again when the hold ends.
      if (after.isDue() && !next.isHeld()) {
        enter(after);
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

  /** Posts any text at an invite's webhook; nothing of it is stored. */
  public List<Optional<Integer>> fire(Invite invite, long patientExamId, String text, int copies) {
    WebhookBody body = new WebhookBody(patientExamId, text);
    return webhook.post(url(invite), Stream.generate(() -> body).limit(copies));
  }

  private List<Optional<Integer>> post(Try begun) {
    SandboxState state = store.now();
    Invite invite = state.inviteOf(begun.event().patientExamId()).orElseThrow();
    EventBody body = new EventBody(begun.event(), invite, state.shape(), links);
    return webhook.post(
        url(invite),
        Stream.generate(body::written)
            .limit(begun.copies())
            .map(whole -> begun.isCut() ? whole.cut() : whole));
  }

  private static URI url(Invite invite) {
    return URI.create(Objects.requireNonNull(invite.webhookUrl(), "events have a webhook"));
  }
}
