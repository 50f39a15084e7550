package org.patientjourney.sandbox.delivery;

import static org.patientjourney.sandbox.fault.DeliveryFault.REORDER_EVENTS;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.patientjourney.sandbox.state.Event;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.StateStore;
import org.patientjourney.sandbox.timing.Timetable;

/** The fault that sends an exam's events backwards: 3, 2, 1, each after the answer to the other. */
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

  /** An event waits for its turn, which has come if it was the last that was missing. */
  void hold(long patientExamId) {
    if (ofExam(patientExamId).map(Event::event).distinct().count() == KINDS) {
      letGo(patientExamId);
    }
  }

  /** Lets every event go that waits for its turn, and says how many there were. */
  int release() {
    List<Event> waiting = store.now().events().stream().filter(this::isWaiting).toList();
    waiting.stream().map(Event::patientExamId).distinct().forEach(this::letGo);
    return waiting.size();
  }

  private boolean isWaiting(Event event) {
    SandboxState state = store.now();
    String clinic = state.inviteOf(event.patientExamId()).orElseThrow().clinic();
    return isUntried(event)
        && state.faults().firstOfDelivery(clinic, REORDER_EVENTS::equals).isPresent();
  }

  private void letGo(long patientExamId) {
    timetable.enter(clock.instant(), () -> sendBackwards(patientExamId));
  }

  private void sendBackwards(long patientExamId) {
    synchronized (lockByExam.computeIfAbsent(patientExamId, id -> new Object())) {
      List<Event> turns =
          ofExam(patientExamId).filter(Reordering::isUntried).sorted(BACKWARDS).toList();
      // Whoever is just being held is busy for a moment, and its turn must not be lost.
      if (!turns.stream().allMatch(event -> tryInTurn.test(event.id()))) {
        timetable.enter(clock.instant().plus(WHILE_BUSY), () -> sendBackwards(patientExamId));
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
