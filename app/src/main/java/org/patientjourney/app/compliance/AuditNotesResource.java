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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.compliance.JourneyNotes;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.app.access.PersonalRead;
import org.patientjourney.app.access.Role;
import org.patientjourney.workflows.order.JourneyId;

/** The audit file with what persons wrote, each note beside the entry whose hash proves it. */
@PersonalRead(alsoFor = {Role.COMPLIANCE, Role.OPERATIONS})
@Path("/journeys/{journeyId}/audit/notes")
@Produces("application/jsonl")
public final class AuditNotesResource {
  private final JourneyNotes notes;

  public AuditNotesResource(JourneyNotes notes) {
    this.notes = notes;
  }

  @GET
  @Operation(summary = "The whole journal as an audit file, with what persons wrote")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = "application/jsonl",
              schema = @Schema(type = "string", format = "binary")))
  @ApiResponse(responseCode = "404")
  @ApiResponse(responseCode = "422")
  public Response file(
      @PathParam("journeyId") String journeyId,
      @HeaderParam(PersonalAccess.PURPOSE) @Nullable String purpose,
      @Context SecurityContext caller) {
    return PersonalAccess.readOfJourney(
        caller,
        PersonalEndpoint.AUDIT_NOTES,
        journeyId,
        purpose,
        (request, journey) -> notes.auditFile(request, journey).map(text -> file(journey, text)));
  }

  private static Response file(JourneyId journey, String text) {
    String name = journey.value().replace(':', '_') + ".audit-notes.jsonl";
    return Response.ok(text.getBytes(StandardCharsets.UTF_8))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
        .build();
  }
}
