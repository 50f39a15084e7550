package org.patientjourney.app.journey;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.workflows.command.Close;
import org.patientjourney.workflows.command.ConfirmInvite;
import org.patientjourney.workflows.command.Release;
import org.patientjourney.workflows.command.SendInviteAgain;
import org.patientjourney.workflows.exam.PatientExamId;
import org.patientjourney.workflows.journey.HoldReason;
import org.patientjourney.workflows.journey.JourneyCommand;
import org.patientjourney.workflows.journey.Origin;

/** A command as read from a request: the command, or every reason why not. */
record CommandReading(Optional<JourneyCommand> command, List<FieldProblem> problems) {
  private static final int LONGEST_REASON = 500;

  static CommandReading release(@Nullable CommandRequest request, String role) {
    return read(
        request,
        role,
        (given, problems) -> {
          Optional<HoldReason> hold =
              Arrays.stream(HoldReason.values())
                  .filter(reason -> reason.name().equals(given.hold()))
                  .findFirst();
          if (hold.isEmpty()) {
            problems.add(
                new FieldProblem("/hold", "the reason of a hold of the journey", "no such reason"));
          }
          return origin -> hold.map(reason -> new Release(origin, reason));
        });
  }

  static CommandReading resolveInvite(@Nullable CommandRequest request, String role) {
    return read(
        request,
        role,
        (given, problems) -> {
          if ("send-again".equals(given.resolution())) {
            return origin -> Optional.of(new SendInviteAgain(origin));
          }
          if (!"exists".equals(given.resolution())) {
            problems.add(new FieldProblem("/resolution", "exists or send-again", "neither"));
            return origin -> Optional.empty();
          }
          String pasted = given.patientExamId();
          String id = pasted == null ? null : pasted.strip();
          if (id == null || !id.matches("[A-Za-z0-9-]{1,64}")) {
            problems.add(
                new FieldProblem(
                    "/patientExamId",
                    "the provider's patient exam id, a text of [A-Za-z0-9-]{1,64}",
                    id == null ? "nothing" : "another text"));
            return origin -> Optional.empty();
          }
          return origin ->
              Optional.of(new ConfirmInvite(origin, new PatientExamId(id)));
        });
  }

  static CommandReading close(@Nullable CommandRequest request, String role) {
    return read(
        request,
        role,
        (given, problems) -> origin -> Optional.of(new Close(origin)));
  }

  /** Reads what is particular to one command; notes problems. */
  private interface Particulars {
    Function<Origin, Optional<JourneyCommand>> read(
        CommandRequest given, List<FieldProblem> problems);
  }

  private static CommandReading read(
      @Nullable CommandRequest request, String role, Particulars particulars) {
    if (request == null) {
      return new CommandReading(
          Optional.empty(), List.of(new FieldProblem("", "a JSON object", "nothing")));
    }
    List<FieldProblem> problems = new ArrayList<>();
    if (request.others() != null && !request.others().isEmpty()) {
      problems.add(
          new FieldProblem("", "the fields of docs/api.md", "a field that commands do not have"));
    }
    String id = request.commandId() == null ? "" : request.commandId();
    if (!id.matches("[A-Za-z0-9_-]{1,64}")) {
      problems.add(
          new FieldProblem(
              "/commandId",
              "a text of [A-Za-z0-9_-]{1,64}, chosen by the caller",
              id.isEmpty() ? "nothing" : "another text"));
    }
    String reason = request.reason() == null ? "" : request.reason().strip();
    if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
      problems.add(
          new FieldProblem(
              "/reason",
              "why, in 1 to " + LONGEST_REASON + " characters",
              "a text of " + reason.length()));
    }
    Function<Origin, Optional<JourneyCommand>> making = particulars.read(request, problems);
    Optional<JourneyCommand> command =
        problems.isEmpty() ? making.apply(new Origin(id, role, reason)) : Optional.empty();
    return new CommandReading(command, problems);
  }
}
