package org.patientjourney.app.journey;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.workflows.command.Cancel;
import org.patientjourney.workflows.command.Close;
import org.patientjourney.workflows.command.ConfirmHandover;
import org.patientjourney.workflows.command.ConfirmInvite;
import org.patientjourney.workflows.command.HoldJourney;
import org.patientjourney.workflows.command.JourneyCommand;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.command.ReInvite;
import org.patientjourney.workflows.command.RecordDecision;
import org.patientjourney.workflows.command.Release;
import org.patientjourney.workflows.command.ResendInvite;
import org.patientjourney.workflows.command.SendInviteAgain;
import org.patientjourney.workflows.command.WaiveFollowUp;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.hold.HoldReason;

/** A command as read from a request: the command, or every reason why not. */
record CommandReading(
    Optional<JourneyCommand> command, Optional<Origin> origin, List<FieldProblem> problems) {

  /** Of a command that no run takes: only who gives it and why. */
  static CommandReading restart(@Nullable CommandRequest request, String actor) {
    return read(request, actor, Close::new);
  }

  static CommandReading hold(@Nullable CommandRequest request, String actor) {
    return read(request, actor, HoldJourney::new);
  }

  static CommandReading resend(@Nullable CommandRequest request, String actor) {
    return read(request, actor, ResendInvite::new);
  }

  static CommandReading reInvite(@Nullable CommandRequest request, String actor) {
    return read(request, actor, ReInvite::new);
  }

  static CommandReading cancel(@Nullable CommandRequest request, String actor) {
    return read(request, actor, Cancel::new);
  }

  static CommandReading close(@Nullable CommandRequest request, String actor) {
    return read(request, actor, Close::new);
  }

  static CommandReading inviteDelivered(@Nullable CommandRequest request, String actor) {
    return read(request, actor, ConfirmHandover::new);
  }

  static CommandReading waiveFollowUp(@Nullable CommandRequest request, String actor) {
    return read(
        request,
        actor,
        (given, problems) -> {
          String office = given.waivedBy() == null ? "" : given.waivedBy();
          if (!office.matches("[a-z][a-z-]{2,31}")) {
            problems.add(
                new FieldProblem(
                    "/waivedBy",
                    "the office in which it was decided, such as medical-director: a text of"
                        + " [a-z-]{3,32}",
                    office.isEmpty() ? "nothing" : "another text"));
          }
          return origin -> new WaiveFollowUp(origin, office);
        });
  }

  static CommandReading release(@Nullable CommandRequest request, String actor) {
    return read(
        request,
        actor,
        (given, problems) -> {
          Optional<HoldReason> hold =
              Arrays.stream(HoldReason.values())
                  .filter(reason -> reason.name().equals(given.hold()))
                  .findFirst();
          if (hold.isEmpty()) {
            problems.add(
                new FieldProblem("/hold", "the reason of a hold of the journey", "no such reason"));
          }
          return origin -> new Release(origin, hold.orElseThrow());
        });
  }

  static CommandReading recordDecision(@Nullable CommandRequest request, String actor) {
    return read(
        request,
        actor,
        (given, problems) -> {
          Optional<ExamStatus> status = decided(given.decision());
          if (status.isEmpty()) {
            problems.add(new FieldProblem("/decision", "approved or rejected", "neither"));
          }
          String evidence =
              OriginReading.words(
                  "/evidence", given.evidence(), "where the decision was seen", problems);
          return origin -> new RecordDecision(origin, status.orElseThrow(), evidence);
        });
  }

  static CommandReading resolveInvite(@Nullable CommandRequest request, String actor) {
    return read(
        request,
        actor,
        (given, problems) -> {
          if ("send-again".equals(given.resolution())) {
            return SendInviteAgain::new;
          }
          if (!"exists".equals(given.resolution())) {
            problems.add(new FieldProblem("/resolution", "exists or send-again", "neither"));
          }
          String pasted = given.patientExamId();
          String id = pasted == null ? "" : pasted.strip();
          if (!id.matches("[A-Za-z0-9-]{1,64}")) {
            problems.add(
                new FieldProblem(
                    "/patientExamId",
                    "the provider's patient exam id, a text of [A-Za-z0-9-]{1,64}",
                    id.isEmpty() ? "nothing" : "another text"));
          }
          return origin -> new ConfirmInvite(origin, new PatientExamId(id));
        });
  }

  private static Optional<ExamStatus> decided(@Nullable String decision) {
    if ("approved".equals(decision)) {
      return Optional.of(ExamStatus.APPROVED);
    }
    return "rejected".equals(decision) ? Optional.of(ExamStatus.REJECTED) : Optional.empty();
  }

  /**
   * Reads what is particular to one command; notes problems. The rest is only asked for if none.
   */
  private interface Particulars {
    Function<Origin, JourneyCommand> read(CommandRequest given, List<FieldProblem> problems);
  }

  private static CommandReading read(
      @Nullable CommandRequest request, String actor, Function<Origin, JourneyCommand> making) {
    return read(request, actor, (given, problems) -> making);
  }

  private static CommandReading read(
      @Nullable CommandRequest request, String actor, Particulars particulars) {
    if (request == null) {
      return new CommandReading(
          Optional.empty(),
          Optional.empty(),
          List.of(new FieldProblem("", "a JSON object", "nothing")));
    }
    List<FieldProblem> problems = new ArrayList<>();
    Origin origin =
        OriginReading.read(
            request.commandId(), request.reason(), request.others(), actor, problems);
    Function<Origin, JourneyCommand> making = particulars.read(request, problems);
    Optional<JourneyCommand> command =
        problems.isEmpty() ? Optional.of(making.apply(origin)) : Optional.empty();
    return new CommandReading(command, command.map(JourneyCommand::origin), problems);
  }
}
