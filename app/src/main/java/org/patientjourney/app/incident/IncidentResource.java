package org.patientjourney.app.incident;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.command.GivenCommands;
import org.patientjourney.activities.incident.IncidentRow;
import org.patientjourney.activities.incident.IncidentService;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.journey.OriginReading;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.order.ClinicId;

/** Incidents: what holds many journeys at once, and its end. */
@Path("/incidents")
@Produces(MediaType.APPLICATION_JSON)
public final class IncidentResource {
  private final IncidentService incidents;
  private final GivenCommands commands;
  private final Runnable wakeRelay;

  public IncidentResource(IncidentService incidents, GivenCommands commands, Runnable wakeRelay) {
    this.incidents = incidents;
    this.commands = commands;
    this.wakeRelay = wakeRelay;
  }

  /** Some incidents of the list. */
  public record IncidentPage(List<IncidentView> incidents) {}

  /** Newest first, at most 500: those that last, or all. */
  @GET
  @RolesAllowed(Role.OPERATIONS)
  @Operation(summary = "Incidents, newest first")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = IncidentPage.class)))
  @ApiResponse(responseCode = "400")
  public Response list(
      @QueryParam("open") @DefaultValue("true") String open,
      @QueryParam("clinic") @Nullable String clinic,
      @Context SecurityContext caller) {
    if (!open.matches("true|false") || (clinic != null && !ClinicId.isValid(clinic))) {
      return Problem.response(
          400, "Query refused", "expected open=true or false, and clinic=the id of a clinic");
    }
    return Response.ok(
            new IncidentPage(
                incidents.list(only(caller, clinic), Boolean.parseBoolean(open)).stream()
                    .filter(found -> Caller.of(caller).sees(found.incident().clinic()))
                    .map(IncidentView::of)
                    .toList()))
        .build();
  }

  @GET
  @RolesAllowed(Role.OPERATIONS)
  @Path("/{incidentId}")
  @Operation(summary = "An incident and how far its journeys are")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = IncidentView.class)))
  @ApiResponse(responseCode = "404")
  public Response get(@PathParam("incidentId") String incidentId, @Context SecurityContext caller) {
    return id(incidentId, caller)
        .flatMap(incidents::find)
        .map(found -> Response.ok(IncidentView.of(found)).build())
        .orElseGet(IncidentResource::notFound);
  }

  /**
   * Releases one journey as a probe; when its invite is sent, the rest follows in the background.
   */
  @POST
  @RolesAllowed(Role.OPERATIONS)
  @Path("/{incidentId}/resolve")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Releases one journey as a probe; the rest follows when its invite was sent")
  @ApiResponse(
      responseCode = "200",
      description = "Of a dry run: what would be done",
      content = @Content(schema = @Schema(implementation = ResolveView.class)))
  @ApiResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = ResolveView.class)))
  @ApiResponse(responseCode = "404")
  @ApiResponse(responseCode = "409", description = "The id stands for another command")
  @ApiResponse(responseCode = "422")
  public Response resolve(
      @PathParam("incidentId") String incidentId,
      @Nullable ResolveRequest request,
      @Context SecurityContext caller) {
    if (request != null && Boolean.TRUE.equals(request.dryRun())) {
      return id(incidentId, caller)
          .flatMap(incidents::plan)
          .map(plan -> Response.ok(ResolveView.of(plan, true)).build())
          .orElseGet(IncidentResource::notFound);
    }
    List<FieldProblem> problems = new ArrayList<>();
    Origin origin =
        OriginReading.read(
            request == null ? null : request.commandId(),
            request == null ? null : request.reason(),
            request == null ? null : request.others(),
            Caller.of(caller).name(),
            problems);
    if (!problems.isEmpty()) {
      return Problem.response(
          422, "Command refused", "nothing was done: correct the fields below", problems);
    }
    return id(incidentId, caller)
        .map(id -> resolve(id, origin))
        .orElseGet(IncidentResource::notFound);
  }

  private Response resolve(long id, Origin origin) {
    if (!commands.isSame("incident:" + id, origin, Map.of("command", "resolve"))) {
      return OriginReading.idIsUsed();
    }
    Optional<IncidentService.Plan> plan = incidents.resolve(id, origin);
    wakeRelay.run();
    return plan.map(begun -> Response.accepted(ResolveView.of(begun, false)).build())
        .orElseGet(IncidentResource::notFound);
  }

  private static @Nullable String only(SecurityContext caller, @Nullable String asked) {
    ClinicId limit = Caller.of(caller).clinic();
    return asked == null && limit != null ? limit.value() : asked;
  }

  /** Of an incident that the caller may see. */
  private Optional<Long> id(String text, SecurityContext caller) {
    return (text.matches("[0-9]{1,18}")
            ? incidents.find(Long.parseLong(text))
            : Optional.<IncidentService.Found>empty())
        .map(IncidentService.Found::incident)
        .filter(incident -> Caller.of(caller).sees(incident.clinic()))
        .map(IncidentRow::incidentId);
  }

  private static Response notFound() {
    return Problem.response(404, "No such incident", "expected the id of an incident");
  }
}
