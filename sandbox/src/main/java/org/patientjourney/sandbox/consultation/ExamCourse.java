package org.patientjourney.sandbox.consultation;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.shape.EventThree;
import org.patientjourney.sandbox.shape.EventTwo;
import org.patientjourney.sandbox.state.EventContent;
import org.patientjourney.sandbox.state.EventContent.Decided;
import org.patientjourney.sandbox.state.EventContent.Prescribed;
import org.patientjourney.sandbox.state.EventContent.Shipped;
import org.patientjourney.sandbox.state.ExamStatus;
import org.patientjourney.sandbox.state.PatientExam;
import org.patientjourney.sandbox.state.PlannedStep;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.WantedItems;

/** What can happen to one patient exam: new states, with the events that tell of it. */
record ExamCourse(long patientExamId, Instant now) {

  /** The next step of the plan becomes true. */
  SandboxState step(SandboxState state, PlannedStep step) {
    SandboxState next = state.withExam(patientExamId, PatientExam::stepTaken);
    return switch (step.kind()) {
      case DECIDE -> {
        ExamStatus status = Objects.requireNonNull(step.status(), "a decision has a status");
        yield decide(next, status, Reasons.of(status));
      }
      case PRESCRIBE ->
          prescribe(next, Objects.requireNonNull(step.items(), "a prescription has items"));
      case SHIP -> ship(next, List.of());
    };
  }

  SandboxState decide(SandboxState state, ExamStatus status, @Nullable String reason) {
    return state
        .withExam(patientExamId, exam -> exam.decided(status))
        .withNewEvent(patientExamId, new Decided(status, reason), now);
  }

  /** One event with all items, unless its shape has room for one only. */
  SandboxState prescribe(SandboxState state, WantedItems items) {
    return tell(
        state,
        Dispensing.of(state, patientExamId).items(items),
        state.shape().event2() == EventTwo.ARRAY,
        list -> new Prescribed(list, now));
  }

  /** [SIM] One event for each parcel, unless its shape is the list. */
  SandboxState ship(SandboxState state, List<WantedParcel> parcels) {
    return tell(
        state,
        Dispensing.of(state, patientExamId).parcels(parcels),
        state.shape().event3() == EventThree.TRACKING_LIST,
        list -> new Shipped(list, now));
  }

  private <T> SandboxState tell(
      SandboxState state, List<T> things, boolean together, Function<List<T>, EventContent> how) {
    List<List<T>> portions = together ? List.of(things) : things.stream().map(List::of).toList();
    SandboxState next = state;
    for (List<T> portion : portions) {
      next = next.withNewEvent(patientExamId, how.apply(portion), now);
    }
    return next;
  }
}
