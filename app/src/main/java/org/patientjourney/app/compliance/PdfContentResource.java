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
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.app.access.PersonalRead;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.pdf.PdfCopyId;

/** Our copy of an exam's PDF: a file to save, nothing that a browser would show. */
@PersonalRead
@Path("/journeys/{journeyId}/pdf/{digest}")
@Produces(PdfContentResource.PDF)
public final class PdfContentResource {
  static final String PDF = "application/pdf";

  private final PersonalReads reads;

  public PdfContentResource(PersonalReads reads) {
    this.reads = reads;
  }

  @GET
  @Operation(summary = "Our copy of an exam's PDF")
  @ApiResponse(
      responseCode = "200",
      content = @Content(mediaType = PDF, schema = @Schema(type = "string", format = "binary")))
  @ApiResponse(responseCode = "404", description = "No such PDF, or no copy of it")
  @ApiResponse(responseCode = "422")
  public Response get(
      @PathParam("journeyId") String journeyId,
      @PathParam("digest") String digest,
      @HeaderParam(PersonalAccess.PURPOSE) @Nullable String purpose,
      @Context SecurityContext caller) {
    if (!JourneyId.isValid(journeyId) || !PdfCopyId.isDigest(digest)) {
      return notFound();
    }
    PdfCopyId copy = new PdfCopyId(new JourneyId(journeyId), digest);
    return PersonalAccess.read(
        caller,
        PersonalEndpoint.PDF_COPY,
        reads.isForDispensingAlone(copy),
        purpose,
        request ->
            reads
                .pdf(request, copy)
                .map(content -> file(copy, content))
                .orElseGet(PdfContentResource::notFound));
  }

  private static Response file(PdfCopyId copy, byte[] content) {
    String name = copy.shortDigest() + ".pdf";
    return Response.ok(content, PDF)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }

  private static Response notFound() {
    return Problem.response(
        404,
        "No such PDF",
        "expected a copied PDF: GET /journeys/{journeyId}/pdf lists those that there are");
  }
}
