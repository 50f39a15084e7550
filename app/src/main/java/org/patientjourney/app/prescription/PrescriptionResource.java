package org.patientjourney.app.prescription;

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
import org.patientjourney.activities.report.PrescribedMedicine;
import org.patientjourney.app.access.PersonalRead;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.compliance.PersonalAccess;

/** What was prescribed; controlled substances only for those who dispense. */
@PersonalRead
@Path("/journeys/{journeyId}/prescriptions")
@Produces(MediaType.APPLICATION_JSON)
public final class PrescriptionResource {
  private final PersonalReads reads;

  public PrescriptionResource(PersonalReads reads) {
    this.reads = reads;
  }

  /** Medicines of a journey, oldest first. */
  public record Prescriptions(List<PrescribedMedicine> prescriptions) {}

  @GET
  @Operation(summary = "What was prescribed")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Prescriptions.class)))
  @ApiResponse(responseCode = "404")
  @ApiResponse(responseCode = "422")
  public Response get(
      @PathParam("journeyId") String journeyId,
      @HeaderParam(PersonalAccess.PURPOSE) @Nullable String purpose,
      @Context SecurityContext caller) {
    return PersonalAccess.readOfJourney(
        caller,
        PersonalEndpoint.PRESCRIPTIONS,
        journeyId,
        purpose,
        (request, journey) ->
            reads
                .prescriptions(request, journey, caller.isUserInRole(Role.DISPENSING))
                .map(found -> Response.ok(new Prescriptions(found)).build()));
  }
}
