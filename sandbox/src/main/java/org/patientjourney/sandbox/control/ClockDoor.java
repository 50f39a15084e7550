package org.patientjourney.sandbox.control;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.fault.DeliveryFault;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.BadRequestException;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.state.Event;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.PatientExam;
import org.patientjourney.sandbox.state.PlannedStep;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.StateStore;
import org.patientjourney.sandbox.timing.SandboxClock;
import org.patientjourney.sandbox.timing.Timetable;

/** /sandbox/clock: the sandbox's time, and what it waits for. */
public final class ClockDoor {
  private final SandboxClock clock;
  private final Timetable timetable;
  private final StateStore store;

  /** Far enough for any story, and no overflow behind it. */
  private static final Duration FURTHEST = Duration.ofDays(100 * 365);

  private record Forward(@Nullable Long offsetMillis) {}

  /**
   * The answer.
   *
   * @param nextDue when something happens by itself; null when nothing will
   * @param pending what is due already and not done: steps, events also while they are delivered
   */
  record View(Instant now, long offsetMillis, @Nullable Instant nextDue, long pending) {}

  public ClockDoor(SandboxClock clock, Timetable timetable, StateStore store) {
    this.clock = clock;
    this.timetable = timetable;
    this.store = store;
  }

  /** GET. */
  public Answer get(Request request) {
    return Answer.json(200, view(store.now()));
  }

  /** POST: puts the clock forward; what is due then happens at once. */
  public Answer putForward(Request request) {
    Long millis = request.as(Forward.class).offsetMillis();
    if (millis == null || millis < 0 || millis > FURTHEST.toMillis()) {
      throw new BadRequestException("offset_millis: expected 0 to " + FURTHEST.toMillis());
    }
    if (!clock.putForward(Duration.ofMillis(millis))) {
      throw new BadRequestException(
          409, "offset_millis: expected at least " + clock.offset().toMillis() + ", found less");
    }
    timetable.hurry();
    return get(request);
  }

  View view(SandboxState state) {
    Instant now = clock.instant();
    List<Instant> due = due(state).toList();
    return new View(
        now,
        clock.offset().toMillis(),
        due.stream().filter(at -> at.isAfter(now)).min(Instant::compareTo).orElse(null),
        due.stream().filter(at -> !at.isAfter(now)).count());
  }

  private static Stream<Instant> due(SandboxState state) {
    Stream<Instant> steps =
        state.invites().stream()
            .flatMap(invite -> invite.patientExams().stream())
            .map(PatientExam::next)
            .flatMap(Optional::stream)
            .map(PlannedStep::at);
    Stream<Instant> events =
        state.events().stream()
            .filter(event -> event.isDue() && !isHeld(state, event))
            .map(Event::dueAt);
    return Stream.concat(steps, events);
  }

  /** By a fault: it waits for a hand, not for time. */
  private static boolean isHeld(SandboxState state, Event event) {
    String clinic = state.inviteOf(event.patientExamId()).map(Invite::clinic).orElse("");
    return state.faults().firstOfDelivery(clinic, DeliveryFault.HOLD_EVENTS::equals).isPresent();
  }
}
