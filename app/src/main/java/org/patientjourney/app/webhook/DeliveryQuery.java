package org.patientjourney.app.webhook;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.webhook.DeliveryState;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.workflows.order.JourneyId;

/**
 * Which deliveries a list or a replay is about.
 *
 * @param state of {@link DeliveryState}, or {@code QUARANTINED}
 * @param since received at or after this instant
 * @param until received before this instant
 * @param after the cursor of the page before
 */
record DeliveryQuery(
    @Nullable String state,
    @Nullable String journey,
    @Nullable String since,
    @Nullable String until,
    @Nullable String after,
    String limit) {
  static final String QUARANTINED = "QUARANTINED";

  private static final Pattern CURSOR = Pattern.compile("(.{1,40})@([0-9a-f-]{36})");

  /** Where a page begins: behind a delivery of this instant and id. */
  record Cursor(Instant receivedAt, UUID id) {
    static final Cursor BEGINNING = new Cursor(Instant.EPOCH, new UUID(0, 0));

    @Override
    public String toString() {
      return receivedAt + "@" + id;
    }
  }

  List<FieldProblem> problems() {
    List<FieldProblem> problems = new ArrayList<>();
    check(state == null || isState(), "state", "a state of docs/api.md", problems);
    check(journey == null || JourneyId.isValid(journey), "journey", "a journey's id", problems);
    check(since == null || instant(since).isPresent(), "since", "an ISO-8601 instant", problems);
    check(until == null || instant(until).isPresent(), "until", "an ISO-8601 instant", problems);
    check(after == null || parsed(after).isPresent(), "after", "the cursor of a page", problems);
    check(limit.matches("[1-9]|[1-9][0-9]|[1-4][0-9]{2}|500"), "limit", "1 to 500", problems);
    return problems;
  }

  boolean isOfQuarantine() {
    return QUARANTINED.equals(state);
  }

  Instant from() {
    return since == null ? Instant.EPOCH : instant(since).orElse(Instant.EPOCH);
  }

  /** Any instant that PostgreSQL can hold is before the default. */
  Instant to() {
    Instant endOfTime = Instant.parse("9999-12-31T00:00:00Z");
    return until == null ? endOfTime : instant(until).orElse(endOfTime);
  }

  Cursor cursor() {
    return after == null ? Cursor.BEGINNING : parsed(after).orElse(Cursor.BEGINNING);
  }

  int size() {
    return Integer.parseInt(limit);
  }

  private boolean isState() {
    return isOfQuarantine()
        || Arrays.stream(DeliveryState.values()).anyMatch(value -> value.name().equals(state));
  }

  private static Optional<Cursor> parsed(String text) {
    Matcher matcher = CURSOR.matcher(text);
    if (!matcher.matches() || instant(matcher.group(1)).isEmpty()) {
      return Optional.empty();
    }
    try {
      return instant(matcher.group(1)).map(at -> new Cursor(at, UUID.fromString(matcher.group(2))));
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }

  /** Within what PostgreSQL holds. */
  private static Optional<Instant> instant(String text) {
    try {
      Instant instant = Instant.parse(text);
      boolean fits =
          !instant.isBefore(Instant.EPOCH)
              && instant.isBefore(Instant.parse("9999-12-31T00:00:00Z"));
      return fits ? Optional.of(instant) : Optional.empty();
    } catch (DateTimeParseException notAnInstant) {
      return Optional.empty();
    }
  }

  private static void check(
      boolean fits, String name, String expected, List<FieldProblem> problems) {
    if (!fits) {
      problems.add(new FieldProblem("/" + name, expected, "something else"));
    }
  }
}
