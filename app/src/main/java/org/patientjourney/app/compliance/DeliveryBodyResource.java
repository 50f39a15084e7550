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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.app.access.PersonalRead;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.workflows.fact.WebhookDeliveryId;

/** What the provider sent, byte by byte: a file to save, nothing that a browser would show. */
@PersonalRead
@Path("/webhook-deliveries/{deliveryId}/body")
@Produces(MediaType.APPLICATION_OCTET_STREAM)
public final class DeliveryBodyResource {
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final PersonalReads reads;

  public DeliveryBodyResource(PersonalReads reads) {
    this.reads = reads;
  }

  @GET
  @Operation(summary = "The bytes of a webhook delivery as they came")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = "application/octet-stream",
              schema = @Schema(type = "string", format = "binary")))
  @ApiResponse(responseCode = "404")
  @ApiResponse(responseCode = "422")
  public Response get(
      @PathParam("deliveryId") String deliveryId,
      @HeaderParam(PersonalAccess.PURPOSE) @Nullable String purpose,
      @Context SecurityContext caller) {
    Optional<WebhookDeliveryId> id = id(deliveryId);
    if (id.isEmpty()) {
      return notFound();
    }
    return PersonalAccess.read(
        caller,
        PersonalEndpoint.DELIVERY_BODY,
        reads.isForDispensingAlone(id.get()),
        purpose,
        request ->
            reads
                .deliveryBody(request, id.get())
                .map(body -> file(id.get(), body))
                .orElseGet(DeliveryBodyResource::notFound));
  }

  private static Response file(WebhookDeliveryId id, byte[] body) {
    return Response.ok(body, MediaType.APPLICATION_OCTET_STREAM_TYPE)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + id + ".bin\"")
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }

  private static Optional<WebhookDeliveryId> id(String text) {
    return UUID_TEXT.matcher(text).matches()
        ? Optional.of(new WebhookDeliveryId(UUID.fromString(text)))
        : Optional.empty();
  }

  private static Response notFound() {
    return Problem.response(
        404,
        "No such delivery",
        "expected the id of a webhook delivery, found none: "
            + "GET /webhook-deliveries lists them");
  }
}
