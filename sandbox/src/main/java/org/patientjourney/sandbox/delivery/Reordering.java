package org.patientjourney.sandbox.delivery;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.patientjourney.sandbox.state.Event;
import org.patientjourney.sandbox.state.Fault;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.StateStore;

/** Sends an exam's events in the order 3, 2, 1, each after the answer to the one before. */
final class Reordering {
  private static final Duration WHILE_BUSY = Duration.ofMillis(50);
  private static final int KINDS = 3;
  private static final Comparator<Event> BACKWARDS =
      Comparator.comparing(Event::event).thenComparing(Event::id).reversed();

  private final StateStore store;
  private final Timetable timetable;
  private final InstantSource clock;
  private final LongPredicate tryInTurn;
  private final ConcurrentHashMap<Long, Object> lockByExam = new ConcurrentHashMap<>();

  /** {@code tryInTurn} tries an event once and returns after its answer; false when it is busy. */
  Reordering(StateStore store, Timetable timetable, InstantSource clock, LongPredicate tryInTurn) {
    this.store = store;
    this.timetable = timetable;
    this.clock = clock;
    this.tryInTurn = tryInTurn;
  }

  /** An event waits; if all kinds are there now, they are sent. */
  void hold(long patientExamId) {
    if (ofExam(patientExamId).map(Event::event).distinct().count() == KINDS) {
      scheduleSending(patientExamId);
    }
  }

  /** Sends every waiting event, and returns their number. */
  int release() {
    List<Event> waiting = store.now().events().stream().filter(this::isWaiting).toList();
    waiting.stream().map(Event::patientExamId).distinct().forEach(this::scheduleSending);
    return waiting.size();
  }

  private boolean isWaiting(Event event) {
    SandboxState state = store.now();
    String clinic = state.inviteOf(event.patientExamId()).orElseThrow().clinic();
    return isUntried(event)
        && state.firstFault(clinic, armed -> armed.fault() == Fault.REORDER_EVENTS).isPresent();
  }

  private void scheduleSending(long patientExamId) {
    timetable.schedule(clock.instant(), () -> sendBackwards(patientExamId));
  }

  private void sendBackwards(long patientExamId) {
    synchronized (lockByExam.computeIfAbsent(patientExamId, id -> new Object())) {
      List<Event> turns =
          ofExam(patientExamId).filter(Reordering::isUntried).sorted(BACKWARDS).toList();
      // An event that is just being held is busy for a moment, and must keep its place.
      if (!turns.stream().allMatch(event -> tryInTurn.test(event.id()))) {
        timetable.schedule(clock.instant().plus(WHILE_BUSY), () -> sendBackwards(patientExamId));
      }
    }
  }

  private Stream<Event> ofExam(long patientExamId) {
    return store.now().events().stream().filter(e -> e.patientExamId() == patientExamId);
  }

  private static boolean isUntried(Event event) {
    return event.isDue() && event.attempts() == 0;
  }
}
