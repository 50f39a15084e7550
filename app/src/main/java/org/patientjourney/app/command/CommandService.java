package org.patientjourney.app.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.incident.IncidentStore;
import org.patientjourney.activities.journey.JourneyStore;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.app.journey.Journeys;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.app.relay.JourneyCommands;
import org.patientjourney.app.relay.JourneyCommands.CommandOutcome;
import org.patientjourney.app.relay.RunningJourneys;
import org.patientjourney.workflows.command.InviteCommand.ConfirmInvite;
import org.patientjourney.workflows.command.InviteCommand.CorrectContact;
import org.patientjourney.workflows.command.InviteCommand.ReInvite;
import org.patientjourney.workflows.command.JourneyCommand;
import org.patientjourney.workflows.command.JourneyCommand.Release;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.order.JourneyId;

/** Gives commands to journeys and answers with their outcome. */
public record CommandService(
    Journeys journeys,
    JourneyCommands commands,
    RunningJourneys running,
    JourneyStore store,
    IncidentStore incidents,
    SubjectCommands given,
    Runnable wakeRelay) {
  private static final int RUN_IS_BEHIND_LOOKS = 20;
  private static final long RUN_IS_BEHIND_NANOS = Duration.ofMillis(100).toNanos();

  public Response give(JourneyId journey, JourneyCommand command) {
    JourneyRow row = journeys.getRow(journey.value());
    given.requireSame(journey, command.origin(), command);
    if (row.state().hasApplied(JourneyCommand.keyOf(command.origin().id()))) {
      return recorded(command, row.revision());
    }
    if (!row.open()) {
      throw closed();
    }
    if (command instanceof CorrectContact && journeys.isAnswerUnderway(row)) {
      throw ProblemType.INVITE_IS_BEING_SENT.refusal(
          "expected to know what became of the invite: give the same command again in a minute");
    }
    if (command instanceof ConfirmInvite confirm
        && journeys.isOfAnother(confirm.patientExamId(), journey)) {
      refuse("the patient exam is another journey's: look in the provider's portal");
    }
    refusalElsewhere(row, command).ifPresent(CommandService::refuse);
    return answer(journey, command, taken(journey, command));
  }

  /** Starts a run that Temporal ended or lost from the record; needs no running journey. */
  Response restart(JourneyId journey, Origin origin) {
    given.requireSame(journey, origin, "restart");
    if (!store.isRestartedBy(journey, origin.id())) {
      requireNoRun(journey);
      if (running.hasCompleted(journey)) {
        // It had closed the journey: the record was restored to before that.
        store.holdUninvitedMeeting(journey, origin);
      }
    }
    if (!store.restart(journey, origin)) {
      throw closed();
    }
    wakeRelay.run();
    return Response.accepted(new TakenCommand(origin.id(), null))
        .location(URI.create("/journeys/" + journey))
        .build();
  }

  /** Whether a command is in the record: a restart is in the journal alone, others in the state. */
  public boolean isRecorded(JourneyRow row, String commandId) {
    return row.state().hasApplied(JourneyCommand.keyOf(commandId))
        || store.isRestartedBy(row.journeyId(), commandId);
  }

  private void requireNoRun(JourneyId journey) {
    switch (running.presence(journey)) {
      case PAUSED -> throw paused();
      case RUNNING, STUCK ->
          throw ProblemType.JOURNEY_IS_RUNNING.refusal("expected no run of the journey, found one");
      case NONE -> {}
    }
  }

  private CommandOutcome taken(JourneyId journey, JourneyCommand command) {
    long asked = store.askUnlessAnswered(journey, command.origin());
    CommandOutcome outcome = repeatedWhileBehind(journey, command);
    if (!(outcome instanceof CommandOutcome.Accepted)) {
      store.answered(asked);
    }
    return outcome;
  }

  /**
   * The record is ahead of its run for the moment in which the run learns that it was stored: a
   * caller who has just read the record must not be refused because of an earlier state.
   */
  private CommandOutcome repeatedWhileBehind(JourneyId journey, JourneyCommand command) {
    CommandOutcome outcome = commands.give(journey, command);
    for (int i = 0; i < RUN_IS_BEHIND_LOOKS && isOutdated(outcome, journey, command); i++) {
      LockSupport.parkNanos(RUN_IS_BEHIND_NANOS);
      outcome = commands.give(journey, command);
    }
    return outcome;
  }

  private boolean isOutdated(CommandOutcome outcome, JourneyId journey, JourneyCommand command) {
    return outcome instanceof CommandOutcome.Refused
        && journeys
            .findRow(journey.value())
            .filter(JourneyRow::open)
            .filter(row -> command.refusal(row.state()).isEmpty())
            .isPresent();
  }

  /** Why the journey does not take the command as its record stands; empty when it does. */
  Optional<String> refusal(JourneyRow row, JourneyCommand command) {
    return command.refusal(row.state()).or(() -> refusalElsewhere(row, command));
  }

  /** Refusals for reasons outside of the journey's own record. */
  private Optional<String> refusalElsewhere(JourneyRow row, JourneyCommand command) {
    if (command instanceof ReInvite && isSentByAnother(row)) {
      return Optional.of(
          "the invite is sent by " + row.meetingId().sender() + ": release that one");
    }
    if (command instanceof ReInvite && store.isErased(row.journeyId())) {
      return Optional.of("the patient's data was erased: order anew");
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

  /** While the sender is open, the journey is in its invite, or will be in its next. */
  private boolean isSentByAnother(JourneyRow row) {
    return Journeys.awaitsSender(row)
        && journeys.findRow(row.meetingId().sender().value()).map(JourneyRow::open).orElse(false);
  }

  private Response answer(JourneyId journey, JourneyCommand command, CommandOutcome outcome) {
    if (outcome instanceof CommandOutcome.Recorded done) {
      return recorded(command, done.revision());
    }
    if (outcome instanceof CommandOutcome.Refused refused) {
      refuse(refused.why());
    }
    if (outcome instanceof CommandOutcome.RunEnded) {
      return runEnded(journey, command);
    }
    if (outcome instanceof CommandOutcome.Paused) {
      throw paused();
    }
    if (outcome instanceof CommandOutcome.NotRunning) {
      throw notRunning();
    }
    String id = command.origin().id();
    return Response.accepted(new TakenCommand(id, null))
        .location(URI.create("/journeys/" + journey + "/commands/" + id))
        .build();
  }

  /** The record was written before the run ended: it shows whether the command was carried out. */
  private Response runEnded(JourneyId journey, JourneyCommand command) {
    JourneyRow row = journeys.getRow(journey.value());
    if (row.state().hasApplied(JourneyCommand.keyOf(command.origin().id()))) {
      return recorded(command, row.revision());
    }
    throw row.open()
        ? notRunning()
        : ProblemType.JOURNEY_IS_CLOSED.refusal(
            "the journey has just closed, and the command was not carried out: read the journey");
  }

  private static void refuse(String why) {
    throw ProblemType.COMMAND_REFUSED_BY_THE_JOURNEY.refusal(why);
  }

  private static WebApplicationException paused() {
    return ProblemType.JOURNEY_IS_PAUSED.refusal(
        "paused in Temporal: unpause it, then give the command again");
  }

  private static WebApplicationException notRunning() {
    return ProblemType.JOURNEY_IS_NOT_RUNNING.refusal(
        "expected a run of the journey: it may be starting, try again soon; else restart it");
  }

  private static WebApplicationException closed() {
    return ProblemType.JOURNEY_IS_CLOSED.refusal("expected an open journey, found a closed");
  }

  private static Response recorded(JourneyCommand command, long revision) {
    return Response.ok(new TakenCommand(command.origin().id(), revision)).build();
  }

  /**
   * A command that the journey has taken.
   *
   * @param revision of the journey, once recorded
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TakenCommand(String commandId, @Nullable Long revision) {}
}
