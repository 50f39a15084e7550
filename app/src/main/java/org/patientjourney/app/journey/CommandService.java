package org.patientjourney.app.journey;

import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.patientjourney.activities.command.GivenCommands;
import org.patientjourney.activities.incident.IncidentService;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.app.problem.NoSuchJourney;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.app.relay.CommandOutcome;
import org.patientjourney.app.relay.JourneyCommands;
import org.patientjourney.workflows.command.ConfirmInvite;
import org.patientjourney.workflows.command.CorrectContact;
import org.patientjourney.workflows.command.JourneyCommand;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.command.ReInvite;
import org.patientjourney.workflows.command.Release;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.order.JourneyId;

/** Gives a command to its journey, and says what became of it in HTTP's words. */
public final class CommandService {
  private static final int RUN_IS_BEHIND_LOOKS = 20;
  private static final long RUN_IS_BEHIND_NANOS = Duration.ofMillis(100).toNanos();

  private final Journeys journeys;
  private final JourneyCommands commands;
  private final IncidentService incidents;
  private final GivenCommands given;

  public CommandService(
      Journeys journeys, JourneyCommands commands, IncidentService incidents, GivenCommands given) {
    this.journeys = journeys;
    this.commands = commands;
    this.incidents = incidents;
    this.given = given;
  }

  Response give(String journeyId, CommandReading reading) {
    if (journeys.findRow(journeyId).isEmpty()) {
      return NoSuchJourney.response(journeyId);
    }
    return reading
        .command()
        .map(command -> give(new JourneyId(journeyId), command))
        .orElseGet(() -> refused(reading));
  }

  /** To a journey that must be there. */
  public Response give(JourneyId journey, JourneyCommand command) {
    JourneyRow row = journeys.findRow(journey.value()).orElseThrow();
    if (!isSame(journey, command.origin(), command)) {
      return OriginReading.idIsUsed();
    }
    if (row.state().hasApplied(JourneyCommand.keyOf(command.origin().id()))) {
      return recorded(command, row.revision());
    }
    if (!row.open()) {
      return closed();
    }
    if (command instanceof CorrectContact && journeys.isAnswerUnderway(row)) {
      return Problem.response(
          503,
          "Invite is being sent",
          "expected to know what became of the invite: give the same command again in a minute");
    }
    Optional<String> refusal = refusal(command, row);
    if (refusal.isPresent()) {
      return Problem.response(409, "Command refused by the journey", refusal.get());
    }
    return answer(journey, command, taken(journey, command));
  }

  /** Whether the command's id stands for this command of the journey, and for no other. */
  boolean isSame(JourneyId journey, Origin origin, Object command) {
    return given.isSame("journey:" + journey, origin, command);
  }

  /**
   * The record is ahead of its run for the moment in which the run learns that it was stored:
   * whoever has just read the record must not be refused for what it no longer says.
   */
  private CommandOutcome taken(JourneyId journey, JourneyCommand command) {
    CommandOutcome outcome = commands.give(journey, command);
    for (int i = 0; i < RUN_IS_BEHIND_LOOKS && isOfThePast(outcome, journey, command); i++) {
      LockSupport.parkNanos(RUN_IS_BEHIND_NANOS);
      outcome = commands.give(journey, command);
    }
    return outcome;
  }

  private boolean isOfThePast(CommandOutcome outcome, JourneyId journey, JourneyCommand command) {
    return outcome instanceof CommandOutcome.Refused
        && journeys
            .findRow(journey.value())
            .filter(JourneyRow::open)
            .filter(row -> command.refusal(row.state()).isEmpty())
            .isPresent();
  }

  /** What a journey alone cannot know. */
  private Optional<String> refusal(JourneyCommand command, JourneyRow row) {
    if (command instanceof ReInvite && isSentByAnother(row)) {
      return Optional.of(
          "the invite is sent by " + row.meetingId().leader() + ": release that one");
    }
    if (command instanceof ConfirmInvite confirm
        && journeys.isOfAnother(confirm.patientExamId(), row.journeyId())) {
      return Optional.of("the patient exam is another journey's: look in the provider's portal");
    }
    return command instanceof Release release
        ? incidents
            .findHolding(row.journeyId(), release.hold())
            .map(
                incident ->
                    "the cause holds other journeys too: resolve /incidents/"
                        + incident.incidentId())
        : Optional.empty();
  }

  /** A member whose leader is open is in the leader's invite, or will be in its next. */
  private boolean isSentByAnother(JourneyRow row) {
    JourneyId leader = row.meetingId().leader();
    return List.of(InviteStatus.NOT_SENT.name(), InviteStatus.REFUSED.name()).contains(row.invite())
        && !leader.equals(row.journeyId())
        && journeys.findRow(leader.value()).map(JourneyRow::open).orElse(false);
  }

  private Response answer(JourneyId journey, JourneyCommand command, CommandOutcome outcome) {
    if (outcome instanceof CommandOutcome.Recorded done) {
      return recorded(command, done.revision());
    }
    if (outcome instanceof CommandOutcome.Refused refused) {
      return Problem.response(409, "Command refused by the journey", refused.why());
    }
    if (outcome instanceof CommandOutcome.RunEnded) {
      return runEnded(journey, command);
    }
    if (outcome instanceof CommandOutcome.Paused) {
      return paused();
    }
    if (outcome instanceof CommandOutcome.NotRunning) {
      return notRunning();
    }
    String id = command.origin().id();
    return Response.accepted(new AnswersCommand.TakenCommand(id, null))
        .location(URI.create("/journeys/" + journey + "/commands/" + id))
        .build();
  }

  /** The record was written before the run ended: it tells what became of the command. */
  private Response runEnded(JourneyId journey, JourneyCommand command) {
    JourneyRow row = journeys.findRow(journey.value()).orElseThrow();
    if (row.state().hasApplied(JourneyCommand.keyOf(command.origin().id()))) {
      return recorded(command, row.revision());
    }
    return row.open()
        ? notRunning()
        : Problem.response(
            409,
            "Journey is closed",
            "the journey has just closed, and the command was not carried out: read the journey");
  }

  static Response paused() {
    return Problem.response(
        409, "Journey is paused", "paused in Temporal: unpause it, then give the command again");
  }

  private static Response notRunning() {
    return Problem.response(
        503,
        "Journey is not running",
        "expected a run of the journey: it may be starting, try again soon; else restart it");
  }

  private static Response recorded(JourneyCommand command, long revision) {
    return Response.ok(new AnswersCommand.TakenCommand(command.origin().id(), revision)).build();
  }

  static Response refused(CommandReading reading) {
    return Problem.response(
        422, "Command refused", "nothing was done: correct the fields below", reading.problems());
  }

  static Response closed() {
    return Problem.response(409, "Journey is closed", "expected an open journey, found a closed");
  }
}
