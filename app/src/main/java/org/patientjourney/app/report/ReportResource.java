package org.patientjourney.app.report;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.activities.compliance.PersonalReads.InviteLink;
import org.patientjourney.activities.report.PrescribedMedicine;
import org.patientjourney.activities.report.ReportedConsultation;
import org.patientjourney.activities.report.ShippedParcel;
import org.patientjourney.app.access.PersonalAccess;
import org.patientjourney.app.access.PersonalAccess.PersonalRead;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.problem.ProblemType;

/** What the provider reported of a journey; controlled substances need the role dispensing. */
@Path("/journeys")
@Produces(MediaType.APPLICATION_JSON)
public final class ReportResource {
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

  private final PersonalReads reads;

  public ReportResource(PersonalReads reads) {
    this.reads = reads;
  }

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
}
