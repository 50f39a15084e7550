package org.patientjourney.app.incident;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.activities.incident.IncidentDao;
import org.patientjourney.activities.incident.IncidentRow;
import org.patientjourney.activities.incident.IncidentRow.IncidentStatus;
import org.patientjourney.activities.incident.IncidentStore;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.PersonalAccess;
import org.patientjourney.app.access.PersonalAccess.NoteView;
import org.patientjourney.app.access.PersonalAccess.PersonalRead;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.command.CommandBody;
import org.patientjourney.app.command.SubjectCommands;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.app.query.QueryCheck;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;

/** Incidents: causes that hold many journeys, and their resolution. */
@Path("/incidents")
@Produces(MediaType.APPLICATION_JSON)
public record IncidentResource(
    IncidentStore incidents, SubjectCommands given, PersonalReads reads, Runnable wakeRelay) {
  public record IncidentPage(List<IncidentView> incidents) {}

  /** At most 500: those that are not resolved, or all. */
  @GET
  @RolesAllowed(Role.OPERATIONS)
  @Operation(summary = "Incidents, newest first")
  public IncidentPage list(
      @QueryParam("open") @DefaultValue("true") String open,
      @QueryParam("clinic") @Nullable String clinic,
      @Context SecurityContext context) {
    new QueryCheck().flag("open", open).clinic(clinic).refuse();
    Caller caller = Caller.of(context);
    return new IncidentPage(
        incidents.list(caller.clinicToList(clinic), Boolean.parseBoolean(open)).stream()
            .filter(found -> caller.sees(found.incident().clinic()))
            .map(IncidentView::of)
            .toList());
  }

  @GET
  @RolesAllowed(Role.OPERATIONS)
  @Path("/{incidentId}")
  @Operation(summary = "An incident, and how many of its journeys are still held")
  public IncidentView get(
      @PathParam("incidentId") String incidentId, @Context SecurityContext caller) {
    return QueryCheck.id(incidentId)
        .flatMap(incidents::find)
        .filter(found -> Caller.of(caller).sees(found.incident().clinic()))
        .map(IncidentView::of)
        .orElseThrow(IncidentResource::notFound);
  }

  /** A dry run needs neither id nor reason. */
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
  public Response resolve(
      @PathParam("incidentId") String incidentId,
      @RequestBody(content = @Content(schema = @Schema(ref = "ResolveRequest")))
          @Nullable ObjectNode body,
      @Context SecurityContext caller) {
    if (body != null && body.path("dryRun").asBoolean()) {
      long id = get(incidentId, caller).incidentId();
      return incidents
          .plan(id)
          .map(plan -> Response.ok(ResolveView.of(plan, true)).build())
          .orElseThrow(IncidentResource::notFound);
    }
    Origin origin =
        CommandBody.read(
                ProblemType.COMMAND_REFUSED, body, caller, fields -> fields.optionalFlag("dryRun"))
            .origin();
    long id = get(incidentId, caller).incidentId();
    given.requireSame(id, origin, "resolve");
    Optional<IncidentStore.Plan> plan = incidents.resolve(id, origin);
    wakeRelay.run();
    return plan.map(begun -> Response.accepted(ResolveView.of(begun, false)).build())
        .orElseThrow(IncidentResource::notFound);
  }

  @GET
  @PersonalRead(PersonalEndpoint.INCIDENT_RESOLUTION)
  @Path("/{incidentId}/resolution")
  @Operation(summary = "Why a person last resolved an incident")
  public NoteView resolution(
      @PathParam("incidentId") String incidentId, @BeanParam PersonalAccess access) {
    IncidentRow incident =
        QueryCheck.id(incidentId)
            .flatMap(incidents::find)
            .orElseThrow(IncidentResource::notResolved)
            .incident();
    return new NoteView(
        access.read(
            request -> reads.resolution(request, incident.incidentId(), incident.clinic()),
            IncidentResource::notResolved));
  }

  private static WebApplicationException notFound() {
    return ProblemType.NO_SUCH_INCIDENT.refusal(
        "expected the id of an incident: GET /incidents?open=false lists them");
  }

  private static WebApplicationException notResolved() {
    return ProblemType.NO_SUCH_INCIDENT.refusal(
        "expected the id of an incident that a person resolved: GET /incidents?open=false lists"
            + " them");
  }

  /**
   * An incident as operations see it.
   *
   * @param patientState absent when it concerns patients of all states
   * @param advice what its owner should do
   * @param journeys that it concerned so far
   * @param held that its cause still holds
   * @param resolvedBy absent until it is resolved, as resolvedAt is
   * @param releases how many of them resolving it releases
   * @param nextProbe the one that would go first
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record IncidentView(
      long incidentId,
      ClinicId clinic,
      HoldReason cause,
      @Nullable String patientState,
      IncidentStatus status,
      Owner owner,
      String advice,
      Instant openedAt,
      @Nullable JourneyId probe,
      int journeys,
      int held,
      @Nullable Instant resolvedAt,
      @Nullable String resolvedBy,
      @JsonIgnore int releases,
      @JsonIgnore @Nullable JourneyId nextProbe,
      String href) {
    static IncidentView of(IncidentDao.Found found) {
      IncidentRow row = found.incident();
      return new IncidentView(
          row.incidentId(),
          row.clinic(),
          row.cause(),
          row.patientState().isEmpty() ? null : row.patientState(),
          row.status(),
          row.cause().owner(),
          row.cause().advice(),
          row.openedAt(),
          row.probeJourneyId(),
          found.journeys(),
          found.held(),
          row.resolvedAt(),
          row.status() == IncidentStatus.RESOLVED ? row.resolvedBy() : null,
          found.releases(),
          found.nextProbe(),
          "/incidents/" + row.incidentId());
    }
  }

  /**
   * What resolving an incident does, or would do.
   *
   * @param probe the journey that goes first; the others follow when its invite was sent
   * @param releases the journeys that would be released, the probe among them; each sends the
   *     invite of its meeting
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ResolveView(
      long incidentId,
      boolean dryRun,
      IncidentStatus status,
      @Nullable JourneyId probe,
      List<JourneyId> releases,
      String href) {
    static ResolveView of(IncidentStore.Plan plan, boolean dryRun) {
      return new ResolveView(
          plan.incident().incidentId(),
          dryRun,
          plan.incident().status(),
          plan.probe(),
          plan.waiting(),
          "/incidents/" + plan.incident().incidentId());
    }
  }
}
