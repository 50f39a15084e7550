package org.patientjourney.app.journey;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.workflows.journey.JourneyId;
import org.patientjourney.workflows.journey.Stage;
import org.patientjourney.workflows.order.ClinicId;

/** Which journeys a list is to show, as a query says it. */
record PageRequest(
    @Nullable String clinic,
    @Nullable String stage,
    @Nullable String open,
    String after,
    String limit) {

  List<FieldProblem> problems() {
    List<FieldProblem> problems = new ArrayList<>();
    check(clinic == null || ClinicId.isValid(clinic), "clinic", "a clinic's id", problems);
    check(stage == null || isStage(stage), "stage", "a stage of docs/journey.md", problems);
    check(open == null || open.matches("true|false"), "open", "true or false", problems);
    check(after.isEmpty() || JourneyId.isValid(after), "after", "a journey's id", problems);
    check(limit.matches("[1-9]|[1-9][0-9]|[1-4][0-9]{2}|500"), "limit", "1 to 500", problems);
    return problems;
  }

  @Nullable Boolean onlyOpen() {
    return open == null ? null : Boolean.valueOf(open);
  }

  int size() {
    return Integer.parseInt(limit);
  }

  private static boolean isStage(String text) {
    return Arrays.stream(Stage.values()).anyMatch(stage -> stage.name().equals(text));
  }

  private static void check(
      boolean fits, String name, String expected, List<FieldProblem> problems) {
    if (!fits) {
      problems.add(new FieldProblem("/" + name, expected, "something else"));
    }
  }
}
