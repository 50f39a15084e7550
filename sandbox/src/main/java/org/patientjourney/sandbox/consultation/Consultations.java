package org.patientjourney.sandbox.consultation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.delivery.EventDelivery;
import org.patientjourney.sandbox.state.Event;
import org.patientjourney.sandbox.state.ExamStatus;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.PatientExam;
import org.patientjourney.sandbox.state.PlannedStep;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.StateStore;
import org.patientjourney.sandbox.state.StateStore.Changed;
import org.patientjourney.sandbox.state.WantedItems;
import org.patientjourney.sandbox.timing.Timetable;

/** The provider's and the pharmacy's part: on time as the test name says, or by hand. */
public final class Consultations {
  private final StateStore store;
  private final EventDelivery delivery;
  private final Timetable timetable;
  private final InstantSource clock;

  public Consultations(
      StateStore store, EventDelivery delivery, Timetable timetable, InstantSource clock) {
    this.store = store;
    this.delivery = delivery;
    this.timetable = timetable;
    this.clock = clock;
  }

  /** Enters what an earlier process had planned. */
  public void resume() {
    store.now().invites().forEach(this::enter);
  }

  /** Enters the next step of each exam of the meeting. */
  public void enter(Invite meeting) {
    meeting.patientExams().forEach(this::enter);
  }

  private void enter(PatientExam exam) {
    exam.next().ifPresent(step -> timetable.enter(step.at(), () -> step(exam.patientExamId())));
  }

  private void step(long patientExamId) {
    List<Event> events = store.changeAndTell(state -> stepAsPlanned(state, patientExamId));
    events.forEach(delivery::enter);
    store.now().exam(patientExamId).ifPresent(this::enter);
  }

  private Changed<List<Event>> stepAsPlanned(SandboxState state, long patientExamId) {
    Instant now = clock.instant();
    PatientExam exam = state.exam(patientExamId).orElseThrow();
    Optional<PlannedStep> due = exam.next().filter(next -> !next.at().isAfter(now));
    // A hand or a cancel was faster, or the clock was set back: then the step is entered again.
    SandboxState after =
        due.map(step -> new ExamCourse(patientExamId, now).step(state, step)).orElse(state);
    return withNewEvents(state, after);
  }

  /** Decides now, even what is cancelled; empty for an unknown exam, else its new events. */
  public Optional<List<Event>> decide(long id, ExamStatus status, @Nullable String reason) {
    return byHand(id, (course, state) -> course.decide(state, status, reason));
  }

  /** Prescribes now, whatever was decided. */
  public Optional<List<Event>> prescribe(long id, WantedItems items) {
    return byHand(id, (course, state) -> course.prescribe(state, items));
  }

  /** Ships now, even before anything was prescribed. */
  public Optional<List<Event>> ship(long id, List<WantedParcel> parcels) {
    return byHand(id, (course, state) -> course.ship(state, parcels));
  }

  private Optional<List<Event>> byHand(
      long id, BiFunction<ExamCourse, SandboxState, SandboxState> happening) {
    Optional<List<Event>> events =
        store.changeAndTell(
            state -> {
              if (state.exam(id).isEmpty()) {
                return new Changed<>(state, Optional.empty());
              }
              SandboxState planless = state.withExam(id, PatientExam::withoutPlan);
              ExamCourse course = new ExamCourse(id, clock.instant());
              Changed<List<Event>> changed =
                  withNewEvents(state, happening.apply(course, planless));
              return new Changed<>(changed.state(), Optional.of(changed.result()));
            });
    events.ifPresent(due -> due.forEach(delivery::enter));
    return events;
  }

  private static Changed<List<Event>> withNewEvents(SandboxState before, SandboxState after) {
    List<Event> all = after.events();
    return new Changed<>(after, all.subList(before.events().size(), all.size()));
  }
}
