package org.patientjourney.app.shipment;

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
import org.patientjourney.activities.report.ShippedParcel;
import org.patientjourney.app.access.PersonalRead;
import org.patientjourney.app.compliance.PersonalAccess;

/** What left a pharmacy, with its tracking number. */
@PersonalRead
@Path("/journeys/{journeyId}/shipments")
@Produces(MediaType.APPLICATION_JSON)
public final class ShipmentResource {
  private final PersonalReads reads;

  public ShipmentResource(PersonalReads reads) {
    this.reads = reads;
  }

  /** Parcels of a journey, oldest first. */
  public record Shipments(List<ShippedParcel> shipments) {}

  @GET
  @Operation(summary = "What was shipped")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Shipments.class)))
  @ApiResponse(responseCode = "404")
  @ApiResponse(responseCode = "422")
  public Response get(
      @PathParam("journeyId") String journeyId,
      @HeaderParam(PersonalAccess.PURPOSE) @Nullable String purpose,
      @Context SecurityContext caller) {
    return PersonalAccess.readOfJourney(
        caller,
        PersonalEndpoint.SHIPMENTS,
        journeyId,
        purpose,
        (request, journey) ->
            reads
                .shipments(request, journey)
                .map(found -> Response.ok(new Shipments(found)).build()));
  }
}
