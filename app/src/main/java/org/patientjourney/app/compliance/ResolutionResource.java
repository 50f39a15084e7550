package org.patientjourney.app.compliance;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.compliance.JourneyNotes;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.activities.incident.IncidentService;
import org.patientjourney.app.access.PersonalRead;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.problem.Problem;

/** Why the cause of an incident was last said to be gone. */
@PersonalRead(alsoFor = {Role.COMPLIANCE, Role.OPERATIONS})
@Path("/incidents/{incidentId}/resolution")
@Produces(MediaType.APPLICATION_JSON)
public final class ResolutionResource {
  private final IncidentService incidents;
  private final JourneyNotes notes;

  public ResolutionResource(IncidentService incidents, JourneyNotes notes) {
    this.incidents = incidents;
    this.notes = notes;
  }

  @GET
  @Operation(summary = "Why the cause of an incident was last said to be gone")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = NoteView.class)))
  @ApiResponse(responseCode = "404")
  @ApiResponse(responseCode = "422")
  public Response get(
      @PathParam("incidentId") String incidentId,
      @HeaderParam(PersonalAccess.PURPOSE) @Nullable String purpose,
      @Context SecurityContext caller) {
    Optional<IncidentService.Found> found =
        incidentId.matches("[0-9]{1,18}")
            ? incidents.find(Long.parseLong(incidentId))
            : Optional.empty();
    if (found.isEmpty()) {
      return notFound();
    }
    return PersonalAccess.read(
        caller,
        PersonalEndpoint.INCIDENT_RESOLUTION,
        purpose,
        request ->
            notes
                .resolution(
                    request, found.get().incident().incidentId(), found.get().incident().clinic())
                .map(note -> Response.ok(new NoteView(note)).build())
                .orElseGet(ResolutionResource::notFound));
  }

  private static Response notFound() {
    return Problem.response(
        404, "No such incident", "expected the id of an incident that a person resolved");
  }
}
