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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.compliance.InviteLink;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.activities.pdf.PdfCopyDao;
import org.patientjourney.activities.pdf.PdfCopyRow;
import org.patientjourney.activities.report.ProviderReports.PrescribedMedicine;
import org.patientjourney.activities.report.ProviderReports.ReportedConsultation;
import org.patientjourney.activities.report.ProviderReports.ShippedParcel;
import org.patientjourney.app.access.Downloads;
import org.patientjourney.app.access.PersonalAccess;
import org.patientjourney.app.access.PersonalAccess.PersonalRead;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.journey.Journeys;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.pdf.PdfCopyId;

/**
 * What the provider reported of a journey, and its PDFs; controlled substances need the role
 * dispensing.
 */
@Path("/journeys")
@Produces(MediaType.APPLICATION_JSON)
public record ReportResource(Jdbi jdbi, Journeys journeys, PersonalReads reads) {
  private static final String PDF = "application/pdf";

  /** Events 1 and 2 of a journey, oldest first. */
  public record Consultations(List<ReportedConsultation> consultations) {}

  /** Medicines of a journey, oldest first. */
  public record Prescriptions(List<PrescribedMedicine> prescriptions) {}

  /** Parcels of a journey, oldest first. */
  public record Shipments(List<ShippedParcel> shipments) {}

  /** The link of an invite: its holder can take the exam. */
  public record InviteLinkView(String inviteLink) {
    @Override
    public String toString() {
      return "InviteLinkView[not shown]";
    }
  }

  /** All PDFs of a journey, the latest last; neither links nor contents. */
  public record PdfCopyPage(List<PdfCopyRow> pdfs) {}

  @GET
  @PersonalRead(PersonalEndpoint.CONSULTATIONS)
  @Path("/{journeyId}/consultations")
  @Operation(summary = "What the provider reported of the exam: statuses, reason, examiner")
  public Consultations consultations(
      @PathParam("journeyId") String journeyId,
      @BeanParam PersonalAccess access,
      @Context SecurityContext caller) {
    return access.readOfJourney(
        journeyId,
        (request, journey) ->
            reads
                .consultations(request, journey, caller.isUserInRole(Role.DISPENSING))
                .map(Consultations::new));
  }

  @GET
  @PersonalRead(PersonalEndpoint.PRESCRIPTIONS)
  @Path("/{journeyId}/prescriptions")
  @Operation(summary = "What was prescribed")
  public Prescriptions prescriptions(
      @PathParam("journeyId") String journeyId,
      @BeanParam PersonalAccess access,
      @Context SecurityContext caller) {
    return access.readOfJourney(
        journeyId,
        (request, journey) ->
            reads
                .prescriptions(request, journey, caller.isUserInRole(Role.DISPENSING))
                .map(Prescriptions::new));
  }

  @GET
  @PersonalRead(PersonalEndpoint.SHIPMENTS)
  @Path("/{journeyId}/shipments")
  @Operation(summary = "What was shipped, with tracking numbers")
  public Shipments shipments(
      @PathParam("journeyId") String journeyId, @BeanParam PersonalAccess access) {
    return access.readOfJourney(
        journeyId, (request, journey) -> reads.shipments(request, journey).map(Shipments::new));
  }

  @GET
  @PersonalRead(PersonalEndpoint.INVITE_LINK)
  @Path("/{journeyId}/invite-link")
  @Operation(summary = "The patient's link of a journey's latest invite")
  public InviteLinkView inviteLink(
      @PathParam("journeyId") String journeyId, @BeanParam PersonalAccess access) {
    InviteLink link = access.readOfJourney(journeyId, reads::inviteLink);
    if (link instanceof InviteLink.Known known) {
      return new InviteLinkView(known.url());
    }
    throw ProblemType.NO_INVITE_LINK.refusal(why((InviteLink.Missing) link));
  }

  private static String why(InviteLink.Missing missing) {
    return switch (missing) {
      case NOT_SENT -> "expected a sent invite, found one that is not sent yet: try again later";
      case UNKNOWN ->
          "expected the provider's answer, found none: whether the invite exists is unknown, and"
              + " its link never reached us; look in the provider's portal";
      case REFUSED -> "expected a sent invite, found one that the provider refused";
    };
  }

  @GET
  @RolesAllowed({Role.OPERATIONS, Role.CARE, Role.DISPENSING, Role.COMPLIANCE})
  @Path("/{journeyId}/pdf")
  @Operation(summary = "The PDFs of a journey, and whether we have a copy of each")
  public PdfCopyPage pdfs(@PathParam("journeyId") String journeyId) {
    JourneyId journey = journeys.getRow(journeyId).journeyId();
    return new PdfCopyPage(jdbi.onDemand(PdfCopyDao.class).findByJourney(journey));
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
  public Response pdf(
      @PathParam("journeyId") String journeyId,
      @PathParam("digest") String digest,
      @BeanParam PersonalAccess access) {
    if (!JourneyId.isValid(journeyId) || !PdfCopyId.isDigest(digest)) {
      throw noSuchPdf();
    }
    PdfCopyId copy = new PdfCopyId(new JourneyId(journeyId), digest);
    byte[] content =
        access
            .forDispensingOnlyIf(reads.isForDispensingAlone(copy))
            .read(request -> reads.pdf(request, copy), ReportResource::noSuchPdf);
    return Downloads.file(content, PDF, copy.shortDigest() + ".pdf");
  }

  private static WebApplicationException noSuchPdf() {
    return ProblemType.NO_SUCH_PDF.refusal(
        "expected a copied PDF: GET /journeys/{journeyId}/pdf lists those that there are");
  }
}
