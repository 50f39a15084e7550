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
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.app.access.PersonalRead;
import org.patientjourney.app.order.OrderContent;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.OrderId;

/** An order with its personal data. */
@PersonalRead
@Path("/orders/{clinic}/{orderId}/content")
@Produces(MediaType.APPLICATION_JSON)
public final class OrderContentResource {
  private final PersonalReads reads;

  public OrderContentResource(PersonalReads reads) {
    this.reads = reads;
  }

  @GET
  @Operation(summary = "An order with its personal data")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = OrderContent.class)))
  @ApiResponse(responseCode = "404")
  @ApiResponse(responseCode = "422")
  public Response get(
      @PathParam("clinic") String clinic,
      @PathParam("orderId") String orderId,
      @HeaderParam(PersonalAccess.PURPOSE) @Nullable String purpose,
      @Context SecurityContext caller) {
    if (!ClinicId.isValid(clinic) || !OrderId.isValid(orderId)) {
      return notFound();
    }
    return PersonalAccess.read(
        caller,
        PersonalEndpoint.ORDER_CONTENT,
        purpose,
        request ->
            reads
                .order(request, new ClinicId(clinic), new OrderId(orderId))
                .map(order -> Response.ok(OrderContent.of(order)).build())
                .orElseGet(OrderContentResource::notFound));
  }

  private static Response notFound() {
    return Problem.response(
        404,
        "No such order",
        "expected clinic and id of an order, found none: look at its journeys' answers");
  }
}
