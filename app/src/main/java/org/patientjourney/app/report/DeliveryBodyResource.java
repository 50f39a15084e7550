package org.patientjourney.app.report;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.app.access.Downloads;
import org.patientjourney.app.access.PersonalAccess;
import org.patientjourney.app.access.PersonalAccess.PersonalRead;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.workflows.fact.WebhookDeliveryId;

/** The bytes of a webhook delivery as the provider sent them. */
@Path("/webhook-deliveries")
public final class DeliveryBodyResource {
  private final PersonalReads reads;

  public DeliveryBodyResource(PersonalReads reads) {
    this.reads = reads;
  }

  /** A file to save: a browser must not show it. */
  @GET
  @PersonalRead(PersonalEndpoint.DELIVERY_BODY)
  @Path("/{deliveryId}/body")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Operation(summary = "The bytes of a webhook delivery as they came")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = "application/octet-stream",
              schema = @Schema(type = "string", format = "binary")))
  public Response get(
      @PathParam("deliveryId") String deliveryId, @BeanParam PersonalAccess access) {
    WebhookDeliveryId id =
        WebhookDeliveryId.parse(deliveryId).orElseThrow(DeliveryBodyResource::notFound);
    byte[] body =
        access
            .forDispensingOnlyIf(reads.isForDispensingAlone(id))
            .read(request -> reads.deliveryBody(request, id), DeliveryBodyResource::notFound);
    return Downloads.file(body, MediaType.APPLICATION_OCTET_STREAM, id + ".bin");
  }

  private static WebApplicationException notFound() {
    return ProblemType.NO_SUCH_DELIVERY.refusal(
        "expected the id of a webhook delivery, found none: "
            + "GET /webhook-deliveries lists them");
  }
}
