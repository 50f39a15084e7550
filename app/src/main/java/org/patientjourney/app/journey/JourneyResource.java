package org.patientjourney.app.journey;

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
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.journey.JourneyRow;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.workflows.journey.JourneyCommand;
import org.patientjourney.workflows.journey.JourneyId;

/** The journeys' door. */
@Path("/journeys")
@Produces(MediaType.APPLICATION_JSON)
public final class JourneyResource {
  private final Journeys journeys;
  private final JourneyCommands commands;

  public JourneyResource(Journeys journeys, JourneyCommands commands) {
    this.journeys = journeys;
    this.commands = commands;
  }

  /** A page in the order of journey ids; {@code after} is the last id of the page before. */
  @GET
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS})
  public Response list(
      @QueryParam("clinic") @Nullable String clinic,
      @QueryParam("stage") @Nullable String stage,
      @QueryParam("open") @Nullable String open,
      @QueryParam("after") @DefaultValue("") String after,
      @QueryParam("limit") @DefaultValue("100") String limit) {
    PageRequest page = new PageRequest(clinic, stage, open, after, limit);
    List<FieldProblem> problems = page.problems();
    return problems.isEmpty()
        ? Response.ok(Map.of("journeys", journeys.page(page))).build()
        : Problem.response(400, "Bad Request", "correct the query below", problems);
  }

  @GET
  @Path("/{journeyId}")
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS})
  public Response get(@PathParam("journeyId") String journeyId) {
    return id(journeyId)
        .flatMap(journeys::find)
        .map(view -> Response.ok(view).build())
        .orElseGet(JourneyResource::notFound);
  }

  @POST
  @Path("/{journeyId}/release")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.OPERATIONS)
  public Response release(
      @PathParam("journeyId") String journeyId,
      @Nullable CommandRequest request,
      @Context SecurityContext caller) {
    return give(journeyId, CommandReading.release(request, role(caller)));
  }

  @POST
  @Path("/{journeyId}/resolve-invite")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.OPERATIONS)
  public Response resolveInvite(
      @PathParam("journeyId") String journeyId,
      @Nullable CommandRequest request,
      @Context SecurityContext caller) {
    return give(journeyId, CommandReading.resolveInvite(request, role(caller)));
  }

  @POST
  @Path("/{journeyId}/close")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.OPERATIONS)
  public Response close(
      @PathParam("journeyId") String journeyId,
      @Nullable CommandRequest request,
      @Context SecurityContext caller) {
    return give(journeyId, CommandReading.close(request, role(caller)));
  }

  /** Where a command that was only accepted can be asked for. */
  @GET
  @Path("/{journeyId}/commands/{commandId}")
  @RolesAllowed(Role.OPERATIONS)
  public Response command(
      @PathParam("journeyId") String journeyId, @PathParam("commandId") String commandId) {
    Optional<JourneyRow> row = id(journeyId).flatMap(journeys::findRow);
    if (row.isEmpty()) {
      return notFound();
    }
    boolean recorded = row.get().state().hasApplied(JourneyCommand.keyOf(commandId));
    return Response.ok(Map.of("commandId", commandId, "recorded", recorded)).build();
  }

  private Response give(String journeyId, CommandReading reading) {
    Optional<JourneyRow> row = id(journeyId).flatMap(journeys::findRow);
    if (row.isEmpty()) {
      return notFound();
    }
    if (reading.command().isEmpty()) {
      return Problem.response(
          422, "Command refused", "nothing was done: correct the fields below", reading.problems());
    }
    JourneyCommand command = reading.command().get();
    if (row.get().state().hasApplied(JourneyCommand.keyOf(command.origin().id()))) {
      return recorded(command, row.get().revision());
    }
    if (!row.get().open()) {
      return Problem.response(409, "Journey is closed", "expected an open journey, found a closed");
    }
    CommandOutcome outcome = commands.give(row.get().journeyId(), command);
    if (outcome instanceof CommandOutcome.Recorded done) {
      return recorded(command, done.revision());
    }
    if (outcome instanceof CommandOutcome.Refused refused) {
      return Problem.response(409, "Command refused by the journey", refused.why());
    }
    if (outcome instanceof CommandOutcome.NotRunning) {
      return Problem.response(
          503, "Journey is not running yet", "expected a run of the journey: try again soon");
    }
    String id = command.origin().id();
    return Response.accepted(Map.of("commandId", id))
        .location(URI.create("/journeys/" + journeyId + "/commands/" + id))
        .build();
  }

  private static Response recorded(JourneyCommand command, long revision) {
    return Response.ok(Map.of("commandId", command.origin().id(), "revision", revision)).build();
  }

  private static Optional<JourneyId> id(String text) {
    return JourneyId.isValid(text) ? Optional.of(new JourneyId(text)) : Optional.empty();
  }

  private static String role(SecurityContext caller) {
    return caller.getUserPrincipal().getName();
  }

  private static Response notFound() {
    return Problem.response(
        404, "No such journey", "expected /journeys/{clinic}:{orderId}:{examId}");
  }
}
