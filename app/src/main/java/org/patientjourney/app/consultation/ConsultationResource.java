package org.patientjourney.app.consultation;

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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.activities.report.ReportedConsultation;
import org.patientjourney.app.access.PersonalRead;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.compliance.PersonalAccess;

/**
 * What the provider said of an exam: its reason, and its words for the status. Also for the backend
 * of the clinic; what may name a controlled substance only for those who dispense.
 */
@PersonalRead(alsoFor = Role.BACKEND)
@Path("/journeys/{journeyId}/consultations")
@Produces(MediaType.APPLICATION_JSON)
public final class ConsultationResource {
  private final PersonalReads reads;

  public ConsultationResource(PersonalReads reads) {
    this.reads = reads;
  }

  /** Events 1 and 2 of a journey, oldest first. */
  public record Consultations(List<ReportedConsultation> consultations) {}

  @GET
  @Operation(summary = "What the provider said of the exam")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Consultations.class)))
  @ApiResponse(responseCode = "404")
  @ApiResponse(responseCode = "422")
  public Response get(
      @PathParam("journeyId") String journeyId,
      @HeaderParam(PersonalAccess.PURPOSE) @Nullable String purpose,
      @Context SecurityContext caller) {
    return PersonalAccess.readOfJourney(
        caller,
        PersonalEndpoint.CONSULTATIONS,
        journeyId,
        purpose,
        (request, journey) ->
            reads
                .consultations(request, journey, caller.isUserInRole(Role.DISPENSING))
                .map(found -> Response.ok(new Consultations(found)).build()));
  }
}
