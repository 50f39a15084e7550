package org.patientjourney.app.compliance;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.compliance.AccessQuery;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;

/** Which lines of the access log to show, as a query says it. */
record AccessLogRequest(
    @Nullable String journey,
    @Nullable String since,
    @Nullable String until,
    String after,
    String limit) {

  List<FieldProblem> problems() {
    List<FieldProblem> problems = new ArrayList<>();
    check(journey == null || JourneyId.isValid(journey), "journey", "a journey's id", problems);
    check(since == null || isInstant(since), "since", "an instant", problems);
    check(until == null || isInstant(until), "until", "an instant", problems);
    check(after.matches("[0-9]{1,18}"), "after", "the accessId of a line", problems);
    check(limit.matches("[1-9]|[1-9][0-9]|[1-4][0-9]{2}|500"), "limit", "1 to 500", problems);
    return problems;
  }

  /** Of a request without problems. */
  AccessQuery query(@Nullable ClinicId clinic) {
    return new AccessQuery(
        clinic,
        journey == null ? null : new JourneyId(journey),
        since == null ? null : Instant.parse(since),
        until == null ? null : Instant.parse(until),
        Long.parseLong(after),
        Integer.parseInt(limit));
  }

  /** Years beyond 9999 are no instants that PostgreSQL knows. */
  private static boolean isInstant(String text) {
    try {
      Instant.parse(text);
      return text.matches("[0-9]{4}-.*");
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static void check(
      boolean fits, String name, String expected, List<FieldProblem> problems) {
    if (!fits) {
      problems.add(new FieldProblem("/" + name, expected, "something else"));
    }
  }
}
