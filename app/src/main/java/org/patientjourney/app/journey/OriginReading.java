package org.patientjourney.app.journey;

import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.workflows.command.Origin;

/** Who gives a command and why, as every command's body says it. */
public final class OriginReading {
  private static final int LONGEST_WORDS = 500;

  private OriginReading() {}

  /** Notes what is wrong; the origin may be used when nothing was noted. */
  public static Origin read(
      @Nullable String commandId,
      @Nullable String reason,
      @Nullable Map<String, Object> others,
      String actor,
      List<FieldProblem> problems) {
    refuseOthers(others, problems);
    String id = commandId == null ? "" : commandId;
    if (!id.matches("[A-Za-z0-9_-]{1,64}")) {
      problems.add(
          new FieldProblem(
              "/commandId",
              "a text of [A-Za-z0-9_-]{1,64}, chosen by the caller",
              id.isEmpty() ? "nothing" : "another text"));
    }
    return new Origin(id, actor, words("/reason", reason, "why", problems));
  }

  /** The answer when the command's id stands for another command. */
  public static Response idIsUsed() {
    return Problem.response(
        409,
        "Command differs",
        "the commandId stands for a command of another kind, content or reason that was given"
            + " before: nothing was done, give this one a new commandId");
  }

  /** Fields that a body does not have: a typing error must not get lost. */
  public static void refuseOthers(
      @Nullable Map<String, Object> others, List<FieldProblem> problems) {
    if (others != null && !others.isEmpty()) {
      problems.add(
          new FieldProblem("", "the fields of docs/api.md", "a field that this command has not"));
    }
  }

  /** A person's words: some, and not too many. */
  static String words(
      String pointer, @Nullable String given, String what, List<FieldProblem> problems) {
    String words = given == null ? "" : given.strip();
    if (words.isEmpty() || words.length() > LONGEST_WORDS) {
      problems.add(
          new FieldProblem(
              pointer,
              what + ", in 1 to " + LONGEST_WORDS + " characters",
              "a text of " + words.length()));
    }
    return words;
  }
}
