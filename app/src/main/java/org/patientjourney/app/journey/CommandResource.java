package org.patientjourney.app.journey;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.incident.IncidentDesk;
import org.patientjourney.activities.journey.JourneyRow;
import org.patientjourney.activities.journey.JourneyStore;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.app.relay.CommandOutcome;
import org.patientjourney.app.relay.JourneyCommands;
import org.patientjourney.app.relay.RunningJourneys;
import org.patientjourney.workflows.command.JourneyCommand;
import org.patientjourney.workflows.command.ReInvite;
import org.patientjourney.workflows.command.Release;
import org.patientjourney.workflows.invite.InviteStatus;
import org.patientjourney.workflows.journey.JourneyId;

/** What operations tell a journey to do: one door for each command. */
@Path("/journeys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class CommandResource {
  /** Whether a command is recorded. */
  record CommandState(String commandId, boolean recorded) {}

  private final Journeys journeys;
  private final JourneyCommands commands;
  private final RunningJourneys running;
  private final JourneyStore store;
  private final IncidentDesk incidents;
  private final Runnable wakeRelay;

  public CommandResource(
      Journeys journeys,
      JourneyCommands commands,
      RunningJourneys running,
      JourneyStore store,
      IncidentDesk incidents,
      Runnable wakeRelay) {
    this.incidents = incidents;
    this.journeys = journeys;
    this.running = running;
    this.commands = commands;
    this.store = store;
    this.wakeRelay = wakeRelay;
  }

  @POST
  @RolesAllowed(Role.OPERATIONS)
  @Path("/{journeyId}/hold")
  @Operation(summary = "Stops the engine from sending anything for the journey")
  @AnswersCommand
  public Response hold(
      @PathParam("journeyId") String journeyId,
      @Nullable CommandRequest request,
      @Context SecurityContext caller) {
    return give(journeyId, CommandReading.hold(request, actor(caller)));
  }

  @POST
  @RolesAllowed(Role.OPERATIONS)
  @Path("/{journeyId}/release")
  @Operation(summary = "Releases a hold")
  @AnswersCommand
  public Response release(
      @PathParam("journeyId") String journeyId,
      @Nullable CommandRequest request,
      @Context SecurityContext caller) {
    return give(journeyId, CommandReading.release(request, actor(caller)));
  }

  @POST
  @RolesAllowed(Role.OPERATIONS)
  @Path("/{journeyId}/resolve-invite")
  @Operation(summary = "Says what became of an unknown invite")
  @AnswersCommand
  public Response resolveInvite(
      @PathParam("journeyId") String journeyId,
      @Nullable CommandRequest request,
      @Context SecurityContext caller) {
    return give(journeyId, CommandReading.resolveInvite(request, actor(caller)));
  }

  @POST
  @RolesAllowed(Role.OPERATIONS)
  @Path("/{journeyId}/resend")
  @Operation(summary = "Asks the provider to send the invite's link again")
  @AnswersCommand
  public Response resend(
      @PathParam("journeyId") String journeyId,
      @Nullable CommandRequest request,
      @Context SecurityContext caller) {
    return give(journeyId, CommandReading.resend(request, actor(caller)));
  }

  @POST
  @RolesAllowed(Role.OPERATIONS)
  @Path("/{journeyId}/re-invite")
  @Operation(summary = "Makes a new attempt in place of one that leads nowhere")
  @AnswersCommand
  public Response reInvite(
      @PathParam("journeyId") String journeyId,
      @Nullable CommandRequest request,
      @Context SecurityContext caller) {
    return give(journeyId, CommandReading.reInvite(request, actor(caller)));
  }

  @POST
  @RolesAllowed(Role.OPERATIONS)
  @Path("/{journeyId}/record-decision")
  @Operation(summary = "Records a decision that a person saw at the provider")
  @AnswersCommand
  public Response recordDecision(
      @PathParam("journeyId") String journeyId,
      @Nullable CommandRequest request,
      @Context SecurityContext caller) {
    return give(journeyId, CommandReading.recordDecision(request, actor(caller)));
  }

  @POST
  @RolesAllowed(Role.OPERATIONS)
  @Path("/{journeyId}/cancel")
  @Operation(summary = "Asks for the exam not to take place")
  @AnswersCommand
  public Response cancel(
      @PathParam("journeyId") String journeyId,
      @Nullable CommandRequest request,
      @Context SecurityContext caller) {
    return give(journeyId, CommandReading.cancel(request, actor(caller)));
  }

  @POST
  @RolesAllowed(Role.OPERATIONS)
  @Path("/{journeyId}/close")
  @Operation(summary = "Closes a journey; its invite stays open at the provider")
  @AnswersCommand
  public Response close(
      @PathParam("journeyId") String journeyId,
      @Nullable CommandRequest request,
      @Context SecurityContext caller) {
    return give(journeyId, CommandReading.close(request, actor(caller)));
  }

  /** Brings back a run that Temporal ended or lost; needs no running journey. */
  @POST
  @RolesAllowed(Role.OPERATIONS)
  @Path("/{journeyId}/restart")
  @Operation(summary = "Starts the run of an open journey anew from its record")
  @AnswersCommand
  public Response restart(
      @PathParam("journeyId") String journeyId,
      @Nullable CommandRequest request,
      @Context SecurityContext caller) {
    CommandReading reading = CommandReading.restart(request, actor(caller));
    Optional<JourneyRow> row = journeys.findRow(journeyId);
    if (row.isEmpty()) {
      return JourneyResource.notFound();
    }
    if (reading.origin().isEmpty()) {
      return refused(reading);
    }
    JourneyId journey = row.get().journeyId();
    if (running.isRunning(journey)) {
      return Problem.response(
          409, "Journey is running", "expected no run of the journey, found one");
    }
    if (!store.restart(journey, reading.origin().get())) {
      return closed();
    }
    wakeRelay.run();
    return Response.accepted(new AnswersCommand.TakenCommand(reading.origin().get().id(), null))
        .location(URI.create("/journeys/" + journeyId))
        .build();
  }

  /** Where a command that was only accepted can be asked for. */
  @GET
  @RolesAllowed(Role.OPERATIONS)
  @Path("/{journeyId}/commands/{commandId}")
  @Operation(summary = "Whether a command is recorded")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = CommandState.class)))
  @ApiResponse(responseCode = "404")
  public Response command(
      @PathParam("journeyId") String journeyId, @PathParam("commandId") String commandId) {
    return journeys
        .findRow(journeyId)
        .map(row -> row.state().hasApplied(JourneyCommand.keyOf(commandId)))
        .map(recorded -> Response.ok(new CommandState(commandId, recorded)).build())
        .orElseGet(JourneyResource::notFound);
  }

  private Response give(String journeyId, CommandReading reading) {
    Optional<JourneyRow> row = journeys.findRow(journeyId);
    if (row.isEmpty()) {
      return JourneyResource.notFound();
    }
    if (reading.command().isEmpty()) {
      return refused(reading);
    }
    JourneyCommand command = reading.command().get();
    if (row.get().state().hasApplied(JourneyCommand.keyOf(command.origin().id()))) {
      return recorded(command, row.get().revision());
    }
    if (!row.get().open()) {
      return closed();
    }
    Optional<String> refusal = refusal(command, row.get());
    if (refusal.isPresent()) {
      return Problem.response(409, "Command refused by the journey", refusal.get());
    }
    return answer(journeyId, command, commands.give(row.get().journeyId(), command));
  }

  /** What a journey alone cannot know. */
  private Optional<String> refusal(JourneyCommand command, JourneyRow row) {
    if (command instanceof ReInvite && isSentByAnother(row)) {
      return Optional.of(
          "the invite is sent by " + row.meetingId().leader() + ": release that one");
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

  /** A refused member whose leader is open will be in the leader's next invite. */
  private boolean isSentByAnother(JourneyRow row) {
    JourneyId leader = row.meetingId().leader();
    return row.invite().equals(InviteStatus.REFUSED.name())
        && !leader.equals(row.journeyId())
        && journeys.findRow(leader.value()).map(JourneyRow::open).orElse(false);
  }

  private static Response answer(String journeyId, JourneyCommand command, CommandOutcome outcome) {
    if (outcome instanceof CommandOutcome.Recorded done) {
      return recorded(command, done.revision());
    }
    if (outcome instanceof CommandOutcome.Refused refused) {
      return Problem.response(409, "Command refused by the journey", refused.why());
    }
    if (outcome instanceof CommandOutcome.NotRunning) {
      return Problem.response(
          503,
          "Journey is not running",
          "expected a run of the journey: it may be starting, try again soon; else restart it");
    }
    String id = command.origin().id();
    return Response.accepted(new AnswersCommand.TakenCommand(id, null))
        .location(URI.create("/journeys/" + journeyId + "/commands/" + id))
        .build();
  }

  private static Response recorded(JourneyCommand command, long revision) {
    return Response.ok(new AnswersCommand.TakenCommand(command.origin().id(), revision)).build();
  }

  private static Response refused(CommandReading reading) {
    return Problem.response(
        422, "Command refused", "nothing was done: correct the fields below", reading.problems());
  }

  private static Response closed() {
    return Problem.response(409, "Journey is closed", "expected an open journey, found a closed");
  }

  private static String actor(SecurityContext caller) {
    return Caller.of(caller).name();
  }
}
