package org.patientjourney.sandbox.delivery;

import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.patientjourney.sandbox.state.Event;
import org.patientjourney.sandbox.state.Fault;
import org.patientjourney.sandbox.state.Fault.ArmedFault;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.StateStore;
import org.patientjourney.sandbox.state.StateStore.Changed;

/** Sends events to their webhooks until they are acknowledged or given up. */
public final class EventDelivery {
  private static final System.Logger log = System.getLogger(EventDelivery.class.getName());
  private static final int KINDS = 3;
  private static final Comparator<Event> BY_KIND =
      Comparator.comparing(Event::event).thenComparing(Event::id);

  private final StateStore store;
  private final InstantSource clock;
  private final Timing timing;
  // Follows no redirect.
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final LongFunction<String> pdfLink;
  private final Set<Long> inFlight = ConcurrentHashMap.newKeySet();
  // Events that no longer wait for the other kinds.
  private final Set<Long> released = ConcurrentHashMap.newKeySet();

  /** What a try begins with; no copies when nothing is sent this time. */
  private record Try(Event event, int copies, boolean isCut) {}

  /**
   * @param pdfLink a new link to the PDF of a patient exam
   */
  public EventDelivery(
      StateStore store, InstantSource clock, Timing timing, LongFunction<String> pdfLink) {
    this.store = store;
    this.clock = clock;
    this.timing = timing;
    this.pdfLink = pdfLink;
  }

  /** The events that can be tried now; each is in flight until its {@link #end}. */
  List<Long> takeSendable(SandboxState state, Instant now) {
    List<Long> taken = new ArrayList<>();
    for (Event event : state.events()) {
      if (event.isDue()
          && !event.dueAt().isAfter(now)
          && !inFlight.contains(event.id())
          && !isHeld(state, event)) {
        inFlight.add(event.id());
        taken.add(event.id());
      }
    }
    return taken;
  }

  void end(long eventId) {
    inFlight.remove(eventId);
  }

  private boolean isHeld(SandboxState state, Event event) {
    return state.isArmed(event, Fault.HOLD_EVENTS)
        || (isReordered(state, event) && !isItsTurn(state, event));
  }

  private static boolean isReordered(SandboxState state, Event event) {
    return event.isUntried() && state.isArmed(event, Fault.REORDER_EVENTS);
  }

  /**
   * An exam's events are sent in the order 3, 2, 1, each after the answer to the one before, once
   * all kinds are there or those that are there were released.
   */
  private boolean isItsTurn(SandboxState state, Event event) {
    List<Event> ofExam =
        state.events().stream().filter(e -> e.patientExamId() == event.patientExamId()).toList();
    boolean isComplete = ofExam.stream().map(Event::event).distinct().count() == KINDS;
    boolean isBusy =
        ofExam.stream().anyMatch(e -> e.id() != event.id() && inFlight.contains(e.id()));
    return !isBusy
        && ofExam.stream()
            .filter(other -> other.isUntried() && (isComplete || released.contains(other.id())))
            .max(BY_KIND)
            .equals(Optional.of(event));
  }

  /** Releases the events that wait to be reordered, and returns their number. */
  public int release() {
    SandboxState state = store.now();
    List<Long> waiting =
        state.events().stream().filter(e -> isReordered(state, e)).map(Event::id).toList();
    released.addAll(waiting);
    return waiting.size();
  }

  void tryOnce(long eventId) {
    Try begun = store.changeAndGet(state -> begin(state, eventId));
    if (begun.copies() > 0) {
      List<Optional<Integer>> codes = post(begun);
      store.change(
          state -> {
            Event event = answered(state, eventId, codes);
            return state.withEvent(event.isDue() ? again(event) : event);
          });
    }
  }

  /** Counts the try, unless the event was tried, delivered or held since the state was read. */
  private Changed<Try> begin(SandboxState state, long eventId) {
    Event event = state.event(eventId).orElseThrow();
    if (!event.isDue() || event.dueAt().isAfter(clock.instant()) || isHeld(state, event)) {
      return new Changed<>(state, new Try(event, 0, false));
    }
    Event tried = event.tried();
    return state
        .firstFault(
            state.clinicOf(event),
            armed ->
                armed.fault().kind() == Fault.Kind.DELIVERY
                    && !armed.fault().isHold()
                    && (event.isUntried() || armed.fault() != Fault.DROP_THEN_REDELIVER))
        .map(armed -> struck(state, tried, armed))
        .orElseGet(() -> new Changed<>(state.withEvent(tried), new Try(tried, 1, false)));
  }

  private Changed<Try> struck(SandboxState state, Event event, ArmedFault armed) {
    Try next =
        switch (armed.fault()) {
          case DUPLICATE_EVENT -> new Try(event, 1 + armed.copies(), false);
          case CORRUPT_EVENT -> new Try(event, 1, true);
          case LOSE_EVENT -> new Try(event.in(Event.State.DROPPED), 0, false);
          case DROP_THEN_REDELIVER -> new Try(again(event), 0, false);
          default -> throw new IllegalStateException("expected a fault of deliveries: " + armed);
        };
    return new Changed<>(state.afterFault(armed).withEvent(next.event()), next);
  }

  private Event again(Event event) {
    int tries = event.attempts();
    return tries > timing.redelivery().size()
        ? event.in(Event.State.FAILED)
        : event.dueAgain(clock.instant().plus(timing.redelivery().get(tries - 1)));
  }

  /** The first copy counts, as it is the one that the provider would have sent. */
  private static Event answered(SandboxState state, long eventId, List<Optional<Integer>> codes) {
    Integer code = codes.get(0).orElse(null);
    Event event = state.event(eventId).orElseThrow().answered(code);
    boolean isAcknowledged = code != null && code >= 200 && code < 300;
    return isAcknowledged ? event.in(Event.State.DELIVERED) : event;
  }

  /** Sends a stored event now, in any state; plans no other try. Codes are empty for no answer. */
  public Optional<List<Optional<Integer>>> deliverByHand(long eventId, int copies) {
    return store
        .now()
        .event(eventId)
        .map(
            event -> {
              List<Optional<Integer>> codes = post(new Try(event, copies, false));
              store.change(state -> state.withEvent(answered(state, eventId, codes)));
              return codes;
            });
  }

  /** Each copy has a link of its own. */
  private List<Optional<Integer>> post(Try begun) {
    SandboxState state = store.now();
    long exam = begun.event().patientExamId();
    Invite invite = state.inviteOf(exam).orElseThrow();
    EventBody body = new EventBody(begun.event(), invite, state.shape(), pdfLink);
    List<String> texts =
        Stream.generate(body::text)
            .limit(begun.copies())
            .map(text -> begun.isCut() ? text.substring(0, text.length() / 2) : text)
            .toList();
    return post(invite, exam, texts);
  }

  /** Posts all bodies to the webhook at the same time; a code is empty when none came in time. */
  public List<Optional<Integer>> post(Invite invite, long patientExamId, List<String> bodies) {
    URI url = URI.create(Objects.requireNonNull(invite.webhookUrl(), "events have a webhook"));
    return bodies.stream().map(body -> post(url, patientExamId, body)).toList().stream()
        .map(CompletableFuture::join)
        .toList();
  }

  private CompletableFuture<Optional<Integer>> post(URI url, long patientExamId, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(timing.answer())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.discarding())
        .thenApply(response -> Optional.of(response.statusCode()))
        .exceptionally(failure -> noAnswer(patientExamId, failure));
  }

  /** Logs only the class of the failure: the message may hold the address, which is secret. */
  private static Optional<Integer> noAnswer(long patientExamId, Throwable failure) {
    String kind = String.valueOf(failure.getCause()).replaceFirst(":.*", "");
    log.log(Level.INFO, "patient exam {0}: no answer from the webhook: {1}", patientExamId, kind);
    return Optional.empty();
  }
}
