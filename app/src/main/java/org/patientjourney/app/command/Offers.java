package org.patientjourney.app.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import jakarta.ws.rs.core.SecurityContext;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.app.command.Offer.AskedField;
import org.patientjourney.app.command.Offer.Preview;
import org.patientjourney.app.problem.ProblemMapper;
import org.patientjourney.app.relay.RunningJourneys.Presence;
import org.patientjourney.workflows.command.JourneyCommand;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;

/**
 * The commands that a caller may give to a journey now: those that {@link CommandService} takes.
 *
 * @param presence asks Temporal for the journey's run
 */
public record Offers(
    CommandService service,
    Function<JourneyId, Presence> presence,
    JourneyPolicy policy,
    InstantSource clock) {
  /** No caller can choose this id, so no journey knows it. */
  private static final Origin NOT_GIVEN = new Origin("not given", "engine", "preview");

  /**
   * What a caller may do to a journey.
   *
   * @param why nothing is offered, where nothing is
   */
  public record Possible(List<Offer> offers, String why) {
    Possible(String why) {
      this(List.of(), why);
    }
  }

  public Possible of(JourneyRow row, SecurityContext caller) {
    if (!row.open()) {
      return new Possible("the journey is closed");
    }
    if (Arrays.stream(CommandType.values()).noneMatch(type -> type.isFor(caller))) {
      return new Possible("your role gives no commands");
    }
    try {
      return switch (presence.apply(row.journeyId())) {
        case RUNNING, STUCK ->
            new Possible(toRun(row, caller), "no command that your role may give");
        case PAUSED -> new Possible("its run is paused in Temporal: unpause it there first");
        case NONE ->
            new Possible(
                restart(row.state(), caller),
                "its run is missing: a key of the role OPERATIONS can restart it");
      };
    } catch (RuntimeException e) {
      if (ProblemMapper.isUnavailable(e)) {
        // What the record knows is shown all the same.
        return new Possible("Temporal cannot be reached: reload the page in a while");
      }
      if (isDenied(e)) {
        return new Possible("Temporal refuses the engine: preflight says why");
      }
      throw e;
    }
  }

  private static boolean isDenied(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StatusRuntimeException grpc) {
        Status.Code code = grpc.getStatus().getCode();
        return code == Status.Code.PERMISSION_DENIED || code == Status.Code.UNAUTHENTICATED;
      }
    }
    return false;
  }

  private List<Offer> toRun(JourneyRow row, SecurityContext caller) {
    return all(
        row.state(),
        type -> type.isFor(caller),
        command -> service.refusal(row, command).isEmpty(),
        new Moment(clock.instant(), policy));
  }

  private List<Offer> restart(JourneyState state, SecurityContext caller) {
    return CommandType.RESTART.isFor(caller)
        ? List.of(new Offer(CommandType.RESTART, Map.of(), List.of(), Preview.of(state, policy)))
        : List.of();
  }

  /** Every command to the run of a journey that is taken. */
  static List<Offer> all(
      JourneyState state,
      Predicate<CommandType> mayGive,
      Predicate<JourneyCommand> isTaken,
      Moment moment) {
    return Arrays.stream(CommandType.values())
        .filter(type -> type != CommandType.RESTART && mayGive.test(type))
        .flatMap(
            type ->
                choices(type, state)
                    .flatMap(chosen -> offer(type, chosen, state, isTaken, moment).stream()))
        .toList();
  }

  /** A kind of command has one field at most whose values are known. */
  private static Stream<Map<String, String>> choices(CommandType type, JourneyState state) {
    Optional<CommandField> choice =
        type.fields().stream().filter(CommandField::isChoice).findFirst();
    return choice
        .map(field -> field.choices(state).stream().map(value -> Map.of(field.field(), value)))
        .orElseGet(() -> Stream.of(Map.of()));
  }

  private static Optional<Offer> offer(
      CommandType type,
      Map<String, String> chosen,
      JourneyState state,
      Predicate<JourneyCommand> isTaken,
      Moment moment) {
    List<CommandField> asked =
        type.fields().stream()
            .filter(field -> !field.isChoice() && field.isAskedWith(chosen))
            .toList();
    return Optional.of(sample(type, chosen, asked))
        .filter(isTaken)
        .map(
            command ->
                new Offer(
                    type,
                    chosen,
                    asked.stream().map(AskedField::of).toList(),
                    Preview.of(
                        Phases.RULES.merge(state, command, moment).state(), moment.policy())));
  }

  /** What a person writes decides nothing about whether a command is taken. */
  private static JourneyCommand sample(
      CommandType type, Map<String, String> chosen, List<CommandField> asked) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    chosen.forEach(values::put);
    asked.forEach(field -> values.put(field.field(), field.example()));
    return type.command(new CommandBody(NOT_GIVEN, values));
  }
}
