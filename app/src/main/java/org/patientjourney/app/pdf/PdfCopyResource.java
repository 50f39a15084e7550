package org.patientjourney.app.pdf;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.pdf.PdfCopyDao;
import org.patientjourney.activities.pdf.PdfCopyRow;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.problem.NoSuchJourney;
import org.patientjourney.workflows.order.JourneyId;

/** Which PDFs a journey has, and what became of each; neither link nor content. */
@Path("/journeys/{journeyId}/pdf")
@Produces(MediaType.APPLICATION_JSON)
public final class PdfCopyResource {
  private final Jdbi jdbi;

  public PdfCopyResource(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** All PDFs of a journey, the one that was wanted last at the end. */
  public record PdfCopyPage(List<PdfCopyRow> pdfs) {}

  @GET
  @RolesAllowed({Role.OPERATIONS, Role.CARE, Role.DISPENSING, Role.COMPLIANCE})
  @Operation(summary = "The PDFs of a journey, and whether we have a copy of each")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = PdfCopyPage.class)))
  @ApiResponse(responseCode = "404")
  public Response list(@PathParam("journeyId") String journeyId) {
    return Optional.of(journeyId)
        .filter(JourneyId::isValid)
        .map(JourneyId::new)
        .filter(id -> jdbi.withExtension(JourneyDao.class, dao -> dao.find(id)).isPresent())
        .map(id -> jdbi.withExtension(PdfCopyDao.class, dao -> dao.findByJourney(id)))
        .map(pdfs -> Response.ok(new PdfCopyPage(pdfs)).build())
        .orElseGet(() -> NoSuchJourney.response(journeyId));
  }
}
