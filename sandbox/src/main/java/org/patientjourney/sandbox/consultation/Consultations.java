package org.patientjourney.sandbox.consultation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.delivery.EventDelivery;
import org.patientjourney.sandbox.state.Event;
import org.patientjourney.sandbox.state.ExamStatus;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.PatientExam;
import org.patientjourney.sandbox.state.PlannedDecision;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.StateStore;
import org.patientjourney.sandbox.state.StateStore.Changed;
import org.patientjourney.sandbox.timing.Timetable;

/** The provider's decisions: on time as the test name says, or by hand. */
public final class Consultations {
  private static final Map<ExamStatus, String> REASONS =
      Map.of(
          ExamStatus.APPROVED, "No contraindications found",
          ExamStatus.REJECTED, "Contraindication found",
          ExamStatus.DEFERRED, "Needs a review by the medical director",
          ExamStatus.NA, "Disqualified by the questionnaire",
          ExamStatus.MISSED, "Patient did not join");

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

  /** Enters the next decision about each exam of the meeting. */
  public void enter(Invite meeting) {
    meeting.patientExams().forEach(this::enter);
  }

  private void enter(PatientExam exam) {
    exam.next().ifPresent(plan -> timetable.enter(plan.at(), () -> decide(exam.patientExamId())));
  }

  private void decide(long patientExamId) {
    List<Event> events = store.changeAndTell(state -> decideAsPlanned(state, patientExamId));
    events.forEach(delivery::enter);
    exam(store.now(), patientExamId).ifPresent(this::enter);
  }

  private Changed<List<Event>> decideAsPlanned(SandboxState state, long patientExamId) {
    Instant now = clock.instant();
    PatientExam exam = exam(state, patientExamId).orElseThrow();
    Optional<PlannedDecision> plan = exam.next().filter(next -> !next.at().isAfter(now));
    // A decision by hand was faster, or the clock was set back: then the plan is entered again.
    if (plan.isEmpty()) {
      return new Changed<>(state, List.of());
    }
    String reason = REASONS.getOrDefault(plan.get().status(), "");
    return withNewEvents(state, state.decidedAsPlanned(exam, reason, now));
  }

  /** Decides now; empty for an unknown exam, else the new event unless nobody listens. */
  public Optional<List<Event>> decideByHand(
      long patientExamId, ExamStatus status, @Nullable String reason) {
    Optional<List<Event>> events =
        store.changeAndTell(
            state -> {
              Optional<PatientExam> exam = exam(state, patientExamId);
              if (exam.isEmpty()) {
                return new Changed<>(state, Optional.empty());
              }
              Changed<List<Event>> changed =
                  withNewEvents(
                      state, state.decidedByHand(exam.get(), status, reason, clock.instant()));
              return new Changed<>(changed.state(), Optional.of(changed.result()));
            });
    events.ifPresent(due -> due.forEach(delivery::enter));
    return events;
  }

  private static Changed<List<Event>> withNewEvents(SandboxState before, SandboxState after) {
    List<Event> all = after.events();
    return new Changed<>(after, all.subList(before.events().size(), all.size()));
  }

  private static Optional<PatientExam> exam(SandboxState state, long patientExamId) {
    return state.inviteOf(patientExamId).flatMap(invite -> invite.exam(patientExamId));
  }
}
