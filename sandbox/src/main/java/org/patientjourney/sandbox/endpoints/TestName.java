package org.patientjourney.sandbox.endpoints;

import static org.patientjourney.sandbox.state.ExamStatus.APPROVED;
import static org.patientjourney.sandbox.state.ExamStatus.DEFERRED;
import static org.patientjourney.sandbox.state.ExamStatus.MISSED;
import static org.patientjourney.sandbox.state.ExamStatus.NA;
import static org.patientjourney.sandbox.state.ExamStatus.REJECTED;
import static org.patientjourney.sandbox.state.PatientExam.Step.Kind.DECIDE;
import static org.patientjourney.sandbox.state.PatientExam.Step.Kind.PRESCRIBE;
import static org.patientjourney.sandbox.state.PatientExam.Step.Kind.SHIP;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.patientjourney.sandbox.state.ExamStatus;
import org.patientjourney.sandbox.state.PatientExam.Step;
import org.patientjourney.sandbox.state.PatientExam.WantedItems;

/** A patient's name read as an instruction. Deferred, missed and combinations are ours. */
record TestName(String text) {
  private static final Pattern NOT_APPLICABLE = Pattern.compile("n/a|\\bna\\b");
  private static final Pattern PRESCRIPTION = Pattern.compile("prescription|\\brx\\b");
  // The published sample of a controlled substance's schedule.
  private static final String CONTROLLED = "C3";

  static TestName of(String firstName, String lastName) {
    String joined = firstName + " " + lastName;
    return new TestName(joined.toLowerCase(Locale.ROOT).strip().replaceAll("\\s+", " "));
  }

  /**
   * The steps that the name requests, each one pause after the one before: the decisions, and after
   * an approval that prescribes event 2, and event 3 if a partner ships.
   */
  List<Step> plan(
      int position, int examCount, boolean isRx, boolean isPartner, Instant start, Duration pause) {
    List<Step> steps = new ArrayList<>();
    Instant at = start;
    List<ExamStatus> decisions = decisions(position, examCount);
    for (ExamStatus status : decisions) {
      at = at.plus(pause);
      steps.add(new Step(DECIDE, status, null, at));
    }
    Optional<WantedItems> items = items();
    if (isRx && items.isPresent() && decisions.contains(APPROVED)) {
      at = at.plus(pause);
      steps.add(new Step(PRESCRIBE, null, items.get(), at));
      if (isPartner) {
        steps.add(new Step(SHIP, null, null, at.plus(pause)));
      }
    }
    return steps;
  }

  /** The statuses of one exam, in order; none when only a person decides. */
  List<ExamStatus> decisions(int position, int examCount) {
    if (text.contains("defer")) {
      return Stream.concat(Stream.of(DEFERRED), plainDecision().stream()).toList();
    }
    if (text.contains("missed")) {
      return List.of(MISSED);
    }
    // Before the plain decision, which would reject every exam.
    if (examCount > 1 && text.contains("approve") && text.contains("reject")) {
      return List.of(position % 2 == 0 ? APPROVED : REJECTED);
    }
    if (NOT_APPLICABLE.matcher(text).find() && !text.contains("reject")) {
      return List.of(NA);
    }
    return plainDecision().stream().toList();
  }

  private Optional<ExamStatus> plainDecision() {
    if (text.contains("reject")) {
      return Optional.of(REJECTED);
    }
    return text.contains("approve") ? Optional.of(APPROVED) : Optional.empty();
  }

  /** What an approval prescribes; empty when the name requests no prescription. */
  Optional<WantedItems> items() {
    if (!PRESCRIPTION.matcher(text).find()) {
      return Optional.empty();
    }
    // Each item is shipped in a parcel of its own.
    int count = text.contains("parcels") ? 2 : 1;
    return Optional.of(new WantedItems(count, text.contains("controlled") ? CONTROLLED : ""));
  }

  @Override
  public String toString() {
    return "TestName[***]";
  }
}
