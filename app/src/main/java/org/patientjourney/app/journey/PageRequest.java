package org.patientjourney.app.journey;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.workflows.journey.HoldReason;
import org.patientjourney.workflows.journey.JourneyId;
import org.patientjourney.workflows.journey.Stage;
import org.patientjourney.workflows.order.ClinicId;

/**
 * Which journeys a list is to show, as a query says it.
 *
 * @param hold only journeys with a hold of this reason
 * @param olderThan only journeys that were ordered longer ago, an ISO-8601 duration
 * @param changedSince a cursor: lists changes instead of journeys; goes with clinic and limit only
 */
record PageRequest(
    @Nullable String clinic,
    @Nullable String stage,
    @Nullable String open,
    @Nullable String hold,
    @Nullable String olderThan,
    @Nullable String changedSince,
    String after,
    String limit) {

  List<FieldProblem> problems() {
    List<FieldProblem> problems = new ArrayList<>();
    check(clinic == null || ClinicId.isValid(clinic), "clinic", "a clinic's id", problems);
    check(stage == null || isNameOf(stage, Stage.values()), "stage", "a stage", problems);
    check(open == null || open.matches("true|false"), "open", "true or false", problems);
    check(hold == null || isNameOf(hold, HoldReason.values()), "hold", "a hold", problems);
    check(olderThan == null || age().isPresent(), "olderThan", "a duration like P7D", problems);
    check(after.isEmpty() || JourneyId.isValid(after), "after", "a journey's id", problems);
    check(limit.matches("[1-9]|[1-9][0-9]|[1-4][0-9]{2}|500"), "limit", "1 to 500", problems);
    check(
        changedSince == null || cursor().isPresent(),
        "changedSince",
        "0, or the cursor of the answer before",
        problems);
    check(
        changedSince == null || isOnlyByClinic(),
        "changedSince",
        "no other filter than clinic beside it",
        problems);
    return problems;
  }

  /** The same page of one clinic's journeys; empty when the query asks for another's. */
  Optional<PageRequest> limitedTo(@Nullable ClinicId only) {
    if (only == null) {
      return Optional.of(this);
    }
    return clinic == null || clinic.equals(only.value())
        ? Optional.of(inClinic(only))
        : Optional.empty();
  }

  private PageRequest inClinic(ClinicId only) {
    return new PageRequest(only.value(), stage, open, hold, olderThan, changedSince, after, limit);
  }

  Optional<ChangeCursor> cursor() {
    return changedSince == null ? Optional.empty() : ChangeCursor.parse(changedSince);
  }

  @Nullable Boolean onlyOpen() {
    return open == null ? null : Boolean.valueOf(open);
  }

  @Nullable Instant createdBefore(Instant now) {
    return age().map(now::minus).orElse(null);
  }

  int size() {
    return Integer.parseInt(limit);
  }

  private Optional<Duration> age() {
    try {
      return olderThan == null
          ? Optional.empty()
          : Optional.of(Duration.parse(olderThan))
              .filter(age -> !age.isNegative() && age.toDays() < 36_500);
    } catch (DateTimeParseException notADuration) {
      return Optional.empty();
    }
  }

  private boolean isOnlyByClinic() {
    return stage == null && open == null && hold == null && olderThan == null && after.isEmpty();
  }

  private static boolean isNameOf(String text, Enum<?>[] values) {
    return Arrays.stream(values).anyMatch(value -> value.name().equals(text));
  }

  private static void check(
      boolean fits, String name, String expected, List<FieldProblem> problems) {
    if (!fits) {
      problems.add(new FieldProblem("/" + name, expected, "something else"));
    }
  }
}
