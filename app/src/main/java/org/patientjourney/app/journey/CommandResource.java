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
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.journey.JourneyStore;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.problem.NoSuchJourney;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.app.relay.RunningJourneys;
import org.patientjourney.workflows.command.JourneyCommand;
import org.patientjourney.workflows.order.JourneyId;

/** What operations tell a journey to do: one door for each command. */
@Path("/journeys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class CommandResource {
  /** Whether a command is recorded. */
  record CommandState(String commandId, boolean recorded) {}

  private final Journeys journeys;
  private final CommandService desk;
  private final RunningJourneys running;
  private final JourneyStore store;
  private final Runnable wakeRelay;

  public CommandResource(
      Journeys journeys,
      CommandService desk,
      RunningJourneys running,
      JourneyStore store,
      Runnable wakeRelay) {
    this.journeys = journeys;
    this.running = running;
    this.desk = desk;
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
    return desk.give(journeyId, CommandReading.hold(request, actor(caller)));
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
    return desk.give(journeyId, CommandReading.release(request, actor(caller)));
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
    return desk.give(journeyId, CommandReading.resolveInvite(request, actor(caller)));
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
    return desk.give(journeyId, CommandReading.resend(request, actor(caller)));
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
    return desk.give(journeyId, CommandReading.reInvite(request, actor(caller)));
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
    return desk.give(journeyId, CommandReading.recordDecision(request, actor(caller)));
  }

  @POST
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS})
  @Path("/{journeyId}/cancel")
  @Operation(summary = "Asks for the exam not to take place")
  @AnswersCommand
  public Response cancel(
      @PathParam("journeyId") String journeyId,
      @Nullable CommandRequest request,
      @Context SecurityContext caller) {
    return desk.give(journeyId, CommandReading.cancel(request, actor(caller)));
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
    return desk.give(journeyId, CommandReading.close(request, actor(caller)));
  }

  /** The clinic's own backend may say so too. */
  @POST
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS})
  @Path("/{journeyId}/invite-delivered")
  @Operation(summary = "Says that the clinic has given the patient the invite's link")
  @AnswersCommand
  public Response inviteDelivered(
      @PathParam("journeyId") String journeyId,
      @Nullable CommandRequest request,
      @Context SecurityContext caller) {
    return desk.give(journeyId, CommandReading.inviteDelivered(request, actor(caller)));
  }

  /** Not for operations: it ends what the law wants, so whoever cares for patients decides. */
  @POST
  @RolesAllowed({Role.CARE, Role.DISPENSING})
  @Path("/{journeyId}/waive-follow-up")
  @Operation(summary = "Ends the duty of a follow-up, with office and reason")
  @AnswersCommand
  public Response waiveFollowUp(
      @PathParam("journeyId") String journeyId,
      @Nullable CommandRequest request,
      @Context SecurityContext caller) {
    return desk.give(journeyId, CommandReading.waiveFollowUp(request, actor(caller)));
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
      return NoSuchJourney.response(journeyId);
    }
    if (reading.origin().isEmpty()) {
      return CommandService.refused(reading);
    }
    JourneyId journey = row.get().journeyId();
    if (!desk.isSame(journey, reading.origin().get(), Map.of("command", "restart"))) {
      return OriginReading.idIsUsed();
    }
    boolean isRepeated = store.isRestartedBy(journey, reading.origin().get().id());
    RunningJourneys.Presence found =
        isRepeated ? RunningJourneys.Presence.NONE : running.presence(journey);
    if (found == RunningJourneys.Presence.PAUSED) {
      return CommandService.paused();
    }
    if (found == RunningJourneys.Presence.RUNNING) {
      return Problem.response(
          409, "Journey is running", "expected no run of the journey, found one");
    }
    if (!store.restart(journey, reading.origin().get())) {
      return CommandService.closed();
    }
    wakeRelay.run();
    return Response.accepted(new AnswersCommand.TakenCommand(reading.origin().get().id(), null))
        .location(URI.create("/journeys/" + journeyId))
        .build();
  }

  /** Where a command that was only accepted can be asked for. */
  @GET
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS, Role.CARE, Role.DISPENSING})
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
        .orElseGet(() -> NoSuchJourney.response(journeyId));
  }

  private static String actor(SecurityContext caller) {
    return Caller.of(caller).name();
  }
}
