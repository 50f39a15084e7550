package org.patientjourney.app.journey;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.record.JourneyQuery;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.Stage;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.order.PatientId;

/**
 * Which journeys a list is to show, as a query says it.
 *
 * @param hold only journeys with a hold of this reason
 * @param patientId the caller's id of the patient
 * @param patientExamId the provider's id of the exam of an attempt, an earlier one too
 * @param olderThan only journeys that were ordered longer ago, an ISO-8601 duration
 * @param dueAfter only open journeys whose next step is due at this instant or later
 * @param dueBefore only open journeys whose next step is due before this instant
 * @param changedSince a cursor: lists changes instead of journeys; goes with clinic and limit only
 */
record PageRequest(
    @Nullable String clinic,
    @Nullable String orderId,
    @Nullable String patientId,
    @Nullable String patientExamId,
    @Nullable String stage,
    @Nullable String open,
    @Nullable String hold,
    @Nullable String olderThan,
    @Nullable String dueAfter,
    @Nullable String dueBefore,
    @Nullable String changedSince,
    String after,
    String limit) {
  private static final String STAGES =
      "one of " + Arrays.stream(Stage.values()).map(Stage::name).collect(Collectors.joining(", "));

  private static final String INSTANT = "an ISO-8601 instant like 2026-11-28T12:00:00Z";

  /** PostgreSQL holds no later instants. */
  private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

  List<FieldProblem> problems() {
    List<FieldProblem> problems = new ArrayList<>();
    check(clinic == null || ClinicId.isValid(clinic), "clinic", "a clinic's id", problems);
    check(orderId == null || OrderId.isValid(orderId), "orderId", "an order's id", problems);
    check(
        patientId == null || PatientId.isValid(patientId),
        "patientId",
        "the caller's id of a patient",
        problems);
    check(
        patientExamId == null || patientExamId.matches("[A-Za-z0-9-]{1,64}"),
        "patientExamId",
        "the provider's patient exam id, a text of [A-Za-z0-9-]{1,64}",
        problems);
    check(stage == null || isNameOf(stage, Stage.values()), "stage", STAGES, problems);
    check(open == null || open.matches("true|false"), "open", "true or false", problems);
    check(
        hold == null || isNameOf(hold, HoldReason.values()),
        "hold",
        "the reason of a hold in docs/journey.md",
        problems);
    check(olderThan == null || age().isPresent(), "olderThan", "a duration like P7D", problems);
    check(dueAfter == null || instant(dueAfter) != null, "dueAfter", INSTANT, problems);
    check(dueBefore == null || instant(dueBefore) != null, "dueBefore", INSTANT, problems);
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
    return new PageRequest(
        only.value(),
        orderId,
        patientId,
        patientExamId,
        stage,
        open,
        hold,
        olderThan,
        dueAfter,
        dueBefore,
        changedSince,
        after,
        limit);
  }

  Optional<ChangeCursor> cursor() {
    return changedSince == null ? Optional.empty() : ChangeCursor.parse(changedSince);
  }

  JourneyQuery query(Instant now) {
    return new JourneyQuery(
        clinic,
        orderId,
        patientId,
        patientExamId,
        stage,
        open == null ? null : Boolean.valueOf(open),
        hold,
        age().map(now::minus).orElse(null),
        dueAfter == null ? null : instant(dueAfter),
        dueBefore == null ? null : instant(dueBefore),
        after,
        size());
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
    return Stream.of(
                orderId,
                patientId,
                patientExamId,
                stage,
                open,
                hold,
                olderThan,
                dueAfter,
                dueBefore)
            .allMatch(Objects::isNull)
        && after.isEmpty();
  }

  private static @Nullable Instant instant(String text) {
    try {
      Instant instant = Instant.parse(text);
      return instant.isBefore(Instant.EPOCH) || instant.isAfter(END_OF_TIME) ? null : instant;
    } catch (DateTimeParseException notAnInstant) {
      return null;
    }
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
