package org.patientjourney.sandbox.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.state.Event;
import org.patientjourney.sandbox.state.Event.Decided;
import org.patientjourney.sandbox.state.Event.Item;
import org.patientjourney.sandbox.state.Event.Parcel;
import org.patientjourney.sandbox.state.Event.Prescribed;
import org.patientjourney.sandbox.state.Event.Shipped;
import org.patientjourney.sandbox.state.ExamStatus;
import org.patientjourney.sandbox.state.PatientExam;
import org.patientjourney.sandbox.state.PatientExam.Step;
import org.patientjourney.sandbox.state.PatientExam.WantedItems;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.Shape.EventThree;
import org.patientjourney.sandbox.state.Shape.EventTwo;

/** What can happen to one patient exam: new states, with the events that report it. */
public record ExamCourse(PatientExam exam, Instant now) {
  // An exam's prescriptions count on from its own id, so that a parcel can come first.
  private static final int IDS_FOR_EACH_EXAM = 100;

  private static final Map<ExamStatus, String> REASONS =
      Map.of(
          ExamStatus.APPROVED, "No contraindications found",
          ExamStatus.REJECTED, "Contraindication found",
          ExamStatus.DEFERRED, "Needs a review by the medical director",
          ExamStatus.NA, "Disqualified by the questionnaire",
          ExamStatus.MISSED, "Patient did not join");

  /** A requested parcel; the sandbox chooses what is null. */
  public record WantedParcel(@Nullable String prescriptionId, @Nullable String trackingNumber) {}

  /** Takes the next step of each exam whose time has come. */
  static SandboxState takeDueSteps(SandboxState state, Instant now) {
    SandboxState next = state;
    for (PatientExam exam : state.exams().toList()) {
      Optional<Step> due = exam.next().filter(step -> !step.at().isAfter(now));
      if (due.isPresent()) {
        PatientExam taken = exam.stepTaken();
        next = new ExamCourse(taken, now).take(next.withExam(taken), due.get());
      }
    }
    return next;
  }

  private SandboxState take(SandboxState state, Step step) {
    return switch (step.kind()) {
      case DECIDE -> {
        ExamStatus status = Objects.requireNonNull(step.status(), "a decision has a status");
        yield decide(state, status, REASONS.getOrDefault(status, ""));
      }
      case PRESCRIBE ->
          prescribe(state, Objects.requireNonNull(step.items(), "a prescription has items"));
      case SHIP -> ship(state, List.of());
    };
  }

  /** Decides, even what is cancelled. */
  public SandboxState decide(SandboxState state, ExamStatus status, @Nullable String reason) {
    return state
        .withExam(exam.decided(status))
        .withNewEvent(exam.patientExamId(), new Decided(status, reason), now);
  }

  /** One event with all items, or one for each item if the shape holds only one. */
  public SandboxState prescribe(SandboxState state, WantedItems wanted) {
    long first = prescriptionId(prescribed(state).size());
    List<Item> items =
        LongStream.range(first, first + wanted.count())
            .mapToObj(id -> new Item(id, wanted.scheduleCode()))
            .toList();
    boolean isTogether = state.shape().event2() == EventTwo.ARRAY;
    return withEvents(state, items, isTogether, list -> new Prescribed(list, now));
  }

  /**
   * One event for each parcel, or one with all if the shape is the list.
   *
   * @param wanted empty for one parcel for each item that is not shipped yet
   */
  public SandboxState ship(SandboxState state, List<WantedParcel> wanted) {
    List<String> unshipped = unshipped(state);
    List<WantedParcel> all =
        wanted.isEmpty()
            ? unshipped.stream().map(id -> new WantedParcel(id, null)).toList()
            : wanted;
    int before = shipped(state).size();
    List<Parcel> parcels =
        IntStream.range(0, all.size())
            .mapToObj(i -> parcel(all.get(i), unshipped.get(0), before + 1 + i))
            .toList();
    boolean isTogether = state.shape().event3() == EventThree.TRACKING_LIST;
    return withEvents(state, parcels, isTogether, list -> new Shipped(list, now));
  }

  private Parcel parcel(WantedParcel wanted, String prescriptionId, int number) {
    String tracking = "1Z00TEST%d%03d".formatted(exam.patientExamId(), number);
    return new Parcel(
        wanted.prescriptionId() == null ? prescriptionId : wanted.prescriptionId(),
        wanted.trackingNumber() == null ? tracking : wanted.trackingNumber());
  }

  private <T> SandboxState withEvents(
      SandboxState state,
      List<T> things,
      boolean isTogether,
      Function<List<T>, Event.Content> content) {
    List<List<T>> portions = isTogether ? List.of(things) : things.stream().map(List::of).toList();
    SandboxState next = state;
    for (List<T> portion : portions) {
      next = next.withNewEvent(exam.patientExamId(), content.apply(portion), now);
    }
    return next;
  }

  /** Never empty: with nothing left the latest prescription, with none yet the first. */
  private List<String> unshipped(SandboxState state) {
    List<String> sent = shipped(state).stream().map(Parcel::prescriptionId).toList();
    List<Item> prescribed = prescribed(state);
    List<String> left =
        prescribed.stream()
            .map(item -> String.valueOf(item.prescriptionId()))
            .filter(id -> !sent.contains(id))
            .toList();
    long latest = prescriptionId(Math.max(0, prescribed.size() - 1));
    return left.isEmpty() ? List.of(String.valueOf(latest)) : left;
  }

  private long prescriptionId(int position) {
    return exam.patientExamId() * IDS_FOR_EACH_EXAM + 1 + position;
  }

  private List<Item> prescribed(SandboxState state) {
    return contents(state, Prescribed.class)
        .flatMap(content -> content.prescriptions().stream())
        .toList();
  }

  private List<Parcel> shipped(SandboxState state) {
    return contents(state, Shipped.class).flatMap(content -> content.parcels().stream()).toList();
  }

  private <T extends Event.Content> Stream<T> contents(SandboxState state, Class<T> kind) {
    return state.events().stream()
        .filter(event -> event.patientExamId() == exam.patientExamId())
        .map(Event::content)
        .filter(kind::isInstance)
        .map(kind::cast);
  }
}
