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
import org.patientjourney.activities.compliance.InviteLink;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.app.access.PersonalRead;
import org.patientjourney.app.problem.Problem;

/** The link of a journey's invite: whoever has it can take the exam. */
@PersonalRead
@Path("/journeys/{journeyId}/invite-link")
@Produces(MediaType.APPLICATION_JSON)
public final class InviteLinkResource {
  /** The link: whoever has it is the patient. */
  public record InviteLinkView(String inviteLink) {
    @Override
    public String toString() {
      return "InviteLinkView[not shown]";
    }
  }

  private final PersonalReads reads;

  public InviteLinkResource(PersonalReads reads) {
    this.reads = reads;
  }

  @GET
  @Operation(summary = "The patient's link of a journey's latest invite")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = InviteLinkView.class)))
  @ApiResponse(responseCode = "404")
  @ApiResponse(responseCode = "422")
  public Response get(
      @PathParam("journeyId") String journeyId,
      @HeaderParam(PersonalAccess.PURPOSE) @Nullable String purpose,
      @Context SecurityContext caller) {
    return PersonalAccess.readOfJourney(
        caller,
        PersonalEndpoint.INVITE_LINK,
        journeyId,
        purpose,
        (request, journey) -> reads.inviteLink(request, journey).map(InviteLinkResource::answer));
  }

  private static Response answer(InviteLink link) {
    if (link instanceof InviteLink.Known known) {
      return Response.ok(new InviteLinkView(known.url())).build();
    }
    return Problem.response(404, "No invite link", why((InviteLink.Missing) link));
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
