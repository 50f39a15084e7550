package org.patientjourney.app.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
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
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.command.CommandService.TakenCommand;
import org.patientjourney.app.journey.Journeys;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.workflows.order.JourneyId;

/** Commands of persons to one journey. */
@Path("/journeys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public record CommandResource(Journeys journeys, CommandService service) {
  public record CommandState(String commandId, boolean recorded) {}

  @POST
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS, Role.CARE, Role.DISPENSING})
  @Path("/{journeyId}/commands")
  @Operation(summary = "Gives a command to a journey; each kind of command has its roles")
  @ApiResponse(
      responseCode = "200",
      description = "Recorded in this revision or before",
      content = @Content(schema = @Schema(implementation = TakenCommand.class)))
  @ApiResponse(
      responseCode = "202",
      description = "Taken, not recorded within 5 seconds: ask at the Location",
      content = @Content(schema = @Schema(implementation = TakenCommand.class)))
  @ApiResponse(responseCode = "404", description = "No such journey")
  @ApiResponse(responseCode = "409", description = "The journey does not take it as it stands")
  @ApiResponse(responseCode = "422", description = "Refused; nothing was done")
  @ApiResponse(responseCode = "503", description = "Not possible now: try again")
  public Response give(
      @PathParam("journeyId") String journeyId,
      @RequestBody(content = @Content(schema = @Schema(ref = "CommandRequest")))
          @Nullable ObjectNode body,
      @Context SecurityContext caller) {
    Optional<CommandType> type = CommandType.of(body);
    type.ifPresent(known -> known.requireRole(caller));
    JourneyRow row = journeys.getRow(journeyId);
    JourneyId journey = row.journeyId();
    CommandBody read = read(body, type, caller, CommandField.HOLD.choices(row.state()));
    CommandType given = type.orElseThrow();
    return given == CommandType.RESTART
        ? service.restart(journey, read.origin())
        : service.give(journey, given.command(read));
  }

  static CommandBody read(
      @Nullable ObjectNode body,
      Optional<CommandType> type,
      SecurityContext caller,
      List<String> holds) {
    return CommandBody.read(
        ProblemType.COMMAND_REFUSED,
        body,
        caller,
        fields -> {
          fields.text("command", CommandType.NAME);
          type.ifPresent(known -> known.read(fields, holds));
        });
  }

  @GET
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS, Role.CARE, Role.DISPENSING})
  @Path("/{journeyId}/commands/{commandId}")
  @Operation(summary = "Whether a command is recorded")
  public CommandState command(
      @PathParam("journeyId") String journeyId, @PathParam("commandId") String commandId) {
    return new CommandState(commandId, service.isRecorded(journeys.getRow(journeyId), commandId));
  }
}
