package org.patientjourney.sandbox.control;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.delivery.SandboxClock;
import org.patientjourney.sandbox.delivery.Timetable;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.BadRequestException;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.state.Event;
import org.patientjourney.sandbox.state.Fault;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.PatientExam;
import org.patientjourney.sandbox.state.PlannedStep;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.StateStore;

/** /sandbox/clock: the sandbox's time, and what is due. */
public record ClockEndpoint(SandboxClock clock, Timetable timetable, StateStore store) {
  private static final Duration FURTHEST = Duration.ofDays(100 * 365);

  private record Forward(@Nullable Long offsetMillis) {}

  /**
   * The answer.
   *
   * @param nextDue null when nothing will happen without a request
   * @param pending what is due and not finished, events that are being delivered among it
   */
  private record View(Instant now, long offsetMillis, @Nullable Instant nextDue, long pending) {}

  public Answer show(Request request) {
    Instant now = clock.instant();
    List<Instant> due = due(store.now()).toList();
    return Answer.json(
        200,
        new View(
            now,
            clock.offset().toMillis(),
            due.stream().filter(at -> at.isAfter(now)).min(Instant::compareTo).orElse(null),
            due.stream().filter(at -> !at.isAfter(now)).count()));
  }

  /** What becomes due happens at once. */
  public Answer moveForward(Request request) {
    Long millis = request.as(Forward.class).offsetMillis();
    if (millis == null || millis < 0 || millis > FURTHEST.toMillis()) {
      throw new BadRequestException("offset_millis: expected 0 to " + FURTHEST.toMillis());
    }
    if (!clock.moveForward(Duration.ofMillis(millis))) {
      throw new BadRequestException(
          409, "offset_millis: expected at least " + clock.offset().toMillis() + ", found less");
    }
    timetable.reschedule();
    return show(request);
  }

  private static Stream<Instant> due(SandboxState state) {
    Stream<Instant> steps =
        state.exams().map(PatientExam::next).flatMap(Optional::stream).map(PlannedStep::at);
    Stream<Instant> events =
        state.events().stream()
            .filter(event -> event.isDue() && !isHeld(state, event))
            .map(Event::dueAt);
    return Stream.concat(steps, events);
  }

  /** A held event waits for a request, not for time. */
  private static boolean isHeld(SandboxState state, Event event) {
    String clinic = state.inviteOf(event.patientExamId()).map(Invite::clinic).orElse("");
    return state.firstFault(clinic, armed -> armed.fault() == Fault.HOLD_EVENTS).isPresent();
  }
}
