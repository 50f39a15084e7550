package org.patientjourney.app.report;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.activities.pdf.PdfCopyDao;
import org.patientjourney.activities.pdf.PdfCopyRow;
import org.patientjourney.app.access.Downloads;
import org.patientjourney.app.access.PersonalAccess;
import org.patientjourney.app.access.PersonalAccess.PersonalRead;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.journey.Journeys;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.pdf.PdfCopyId;

/** The PDFs of a journey and our copies of them. */
@Path("/journeys")
public final class PdfResource {
  private static final String PDF = "application/pdf";

  /** All PDFs of a journey, the latest last; neither links nor contents. */
  public record PdfCopyPage(List<PdfCopyRow> pdfs) {}

  private final Jdbi jdbi;
  private final Journeys journeys;
  private final PersonalReads reads;

  public PdfResource(Jdbi jdbi, Journeys journeys, PersonalReads reads) {
    this.jdbi = jdbi;
    this.journeys = journeys;
    this.reads = reads;
  }

  @GET
  @RolesAllowed({Role.OPERATIONS, Role.CARE, Role.DISPENSING, Role.COMPLIANCE})
  @Path("/{journeyId}/pdf")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "The PDFs of a journey, and whether we have a copy of each")
  public PdfCopyPage list(@PathParam("journeyId") String journeyId) {
    JourneyId journey = journeys.getRow(journeyId).journeyId();
    return new PdfCopyPage(jdbi.withExtension(PdfCopyDao.class, dao -> dao.findByJourney(journey)));
  }

  /** A file to save: a browser must not show it. */
  @GET
  @PersonalRead(PersonalEndpoint.PDF_COPY)
  @Path("/{journeyId}/pdf/{digest}")
  @Produces(PDF)
  @Operation(summary = "Our copy of an exam's PDF")
  @ApiResponse(
      responseCode = "200",
      content = @Content(mediaType = PDF, schema = @Schema(type = "string", format = "binary")))
  public Response content(
      @PathParam("journeyId") String journeyId,
      @PathParam("digest") String digest,
      @BeanParam PersonalAccess access) {
    if (!JourneyId.isValid(journeyId) || !PdfCopyId.isDigest(digest)) {
      throw notFound();
    }
    PdfCopyId copy = new PdfCopyId(new JourneyId(journeyId), digest);
    byte[] content =
        access
            .forDispensingOnlyIf(reads.isForDispensingAlone(copy))
            .read(request -> reads.pdf(request, copy), PdfResource::notFound);
    return Downloads.file(content, PDF, copy.shortDigest() + ".pdf");
  }

  private static WebApplicationException notFound() {
    return ProblemType.NO_SUCH_PDF.refusal(
        "expected a copied PDF: GET /journeys/{journeyId}/pdf lists those that there are");
  }
}
