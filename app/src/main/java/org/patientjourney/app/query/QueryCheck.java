package org.patientjourney.app.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;

/** Notes what is wrong with the parameters of a query, so that one answer reports all of it. */
public final class QueryCheck {
  /** PostgreSQL holds no later instants. */
  public static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

  /** As {@code before}, an id: the page of a list begins with its newest row. */
  public static final String NEWEST = "999999999999999999";

  /** The detail of every refused query. */
  public static final String DETAIL = "correct the query below";

  private final List<FieldProblem> problems = new ArrayList<>();

  public QueryCheck that(boolean fits, String name, String expected) {
    return that(fits, name, "something else", expected);
  }

  private QueryCheck that(boolean fits, String name, String found, String expected) {
    if (!fits) {
      problems.add(new FieldProblem("/" + name, expected, found));
    }
    return this;
  }

  /**
   * A parameter that must be there.
   *
   * @param text null or empty when it is not
   */
  public QueryCheck required(String name, @Nullable String text, boolean fits, String expected) {
    boolean isThere = text != null && !text.isEmpty();
    return that(fits, name, isThere ? "something else" : "nothing", expected);
  }

  public QueryCheck clinic(@Nullable String clinic) {
    return that(clinic == null || ClinicId.isValid(clinic), "clinic", "a clinic's id");
  }

  public QueryCheck journey(String name, @Nullable String id) {
    return that(id == null || JourneyId.isValid(id), name, "a journey's id");
  }

  public QueryCheck instant(String name, @Nullable String text) {
    return that(
        text == null || parsed(text).isPresent(),
        name,
        "an ISO-8601 instant like 2026-11-28T12:00:00Z");
  }

  public QueryCheck flag(String name, String text) {
    return required(name, text, text.matches("true|false"), "true or false");
  }

  public QueryCheck number(String name, String text, String expected) {
    return required(name, text, isNumber(text), expected);
  }

  public QueryCheck limit(String text) {
    boolean fits = text.matches("[1-9]|[1-9][0-9]|[1-4][0-9]{2}|500");
    return required("limit", text, fits, "1 to 500");
  }

  public List<FieldProblem> problems() {
    return problems;
  }

  /** Refuses the query if anything is wrong with it. */
  public void refuse() {
    if (!problems.isEmpty()) {
      throw ProblemType.QUERY_REFUSED.refusal(DETAIL, problems);
    }
  }

  /** The instant of a checked parameter. */
  public static @Nullable Instant instant(@Nullable String text) {
    return Optional.ofNullable(text).flatMap(QueryCheck::parsed).orElse(null);
  }

  private static boolean isNumber(String text) {
    return text.matches("[0-9]{1,18}");
  }

  /** The id that counts in a path, such as that of an alarm; empty for another text. */
  public static Optional<Long> id(String text) {
    return Optional.of(text).filter(QueryCheck::isNumber).map(Long::valueOf);
  }

  /** What is expected where {@link #isNameOf} does not hold. */
  public static String oneOf(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).collect(Collectors.joining(", ", "one of ", ""));
  }

  public static boolean isNameOf(String text, Enum<?>[] values) {
    return Arrays.stream(values).anyMatch(value -> value.name().equals(text));
  }

  private static Optional<Instant> parsed(String text) {
    try {
      return Optional.of(Instant.parse(text))
          .filter(instant -> !instant.isBefore(Instant.EPOCH) && instant.isBefore(END_OF_TIME));
    } catch (DateTimeException notAnInstant) {
      return Optional.empty();
    }
  }
}
