package org.patientjourney.sandbox.delivery;

import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.catalogue.Exam;
import org.patientjourney.sandbox.delivery.ExamCourse.WantedParcel;
import org.patientjourney.sandbox.state.Event;
import org.patientjourney.sandbox.state.ExamStatus;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.PatientExam;
import org.patientjourney.sandbox.state.PlannedStep;
import org.patientjourney.sandbox.state.PlannedStep.WantedItems;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.StateStore;
import org.patientjourney.sandbox.state.StateStore.Changed;

/** Decisions, prescriptions and shipments: as the test name plans them, or by hand. */
public final class Consultations {
  private static final System.Logger log = System.getLogger(Consultations.class.getName());

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

  /** Schedules what an earlier process planned. */
  public void resume() {
    store.now().exams().forEach(this::schedule);
  }

  /** Schedules the first step of each exam of a new meeting. */
  public void start(Invite meeting) {
    for (PatientExam exam : meeting.patientExams()) {
      schedule(exam);
      boolean isApproved =
          exam.plan().stream().anyMatch(step -> ExamStatus.APPROVED.equals(step.status()));
      boolean isPrescribed =
          exam.plan().stream().anyMatch(step -> step.kind() == PlannedStep.Kind.PRESCRIBE);
      if (isApproved && !isPrescribed && Exam.get(exam.examId()).isRx()) {
        log.log(
            Level.WARNING,
            "patient exam {0}: the test name approves but asks for no prescription",
            String.valueOf(exam.patientExamId()));
      }
    }
  }

  private void schedule(PatientExam exam) {
    exam.next().ifPresent(step -> timetable.schedule(step.at(), () -> step(exam.patientExamId())));
  }

  private void step(long id) {
    List<Event> events = store.changeAndGet(state -> stepAsPlanned(state, id));
    events.forEach(delivery::schedule);
    store.now().exam(id).ifPresent(this::schedule);
  }

  private Changed<List<Event>> stepAsPlanned(SandboxState state, long id) {
    Instant now = clock.instant();
    PatientExam exam = state.exam(id).orElseThrow();
    // Empty if a person or a cancel was earlier, or if the clock was set back.
    Optional<PlannedStep> due = exam.next().filter(next -> !next.at().isAfter(now));
    return withNewEvents(
        state, due.map(step -> new ExamCourse(exam, now).step(state, step)).orElse(state));
  }

  /** Decides now, even what is cancelled; empty for an unknown exam, else its new events. */
  public Optional<List<Event>> decide(long id, ExamStatus status, @Nullable String reason) {
    return byHand(id, (course, state) -> course.decide(state, status, reason));
  }

  /** Prescribes now, after any decision. */
  public Optional<List<Event>> prescribe(long id, WantedItems items) {
    return byHand(id, (course, state) -> course.prescribe(state, items));
  }

  /** Ships now, even before anything was prescribed. */
  public Optional<List<Event>> ship(long id, List<WantedParcel> parcels) {
    return byHand(id, (course, state) -> course.ship(state, parcels));
  }

  private Optional<List<Event>> byHand(
      long id, BiFunction<ExamCourse, SandboxState, SandboxState> action) {
    Optional<List<Event>> events =
        store.changeAndGet(
            state -> {
              Optional<PatientExam> exam = state.exam(id);
              if (exam.isEmpty()) {
                return new Changed<>(state, Optional.empty());
              }
              PatientExam planless = exam.get().withoutPlan();
              ExamCourse course = new ExamCourse(planless, clock.instant());
              SandboxState after = action.apply(course, state.withExam(planless));
              Changed<List<Event>> changed = withNewEvents(state, after);
              return new Changed<>(changed.state(), Optional.of(changed.result()));
            });
    events.ifPresent(due -> due.forEach(delivery::schedule));
    return events;
  }

  private static Changed<List<Event>> withNewEvents(SandboxState before, SandboxState after) {
    List<Event> all = after.events();
    return new Changed<>(after, all.subList(before.events().size(), all.size()));
  }
}
