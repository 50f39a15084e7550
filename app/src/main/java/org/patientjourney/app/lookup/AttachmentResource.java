package org.patientjourney.app.lookup;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.attachment.AttachmentService;
import org.patientjourney.activities.qualiphy.Attachment;
import org.patientjourney.activities.qualiphy.AttachmentType;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.app.problem.NoSuchJourney;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.workflows.order.JourneyId;

/** Files for a journey's patient exam: an ID photo, a lab report. */
@Path("/journeys/{journeyId}/attachments")
@Produces(MediaType.APPLICATION_JSON)
public final class AttachmentResource {
  private final AttachmentService desk;

  public AttachmentResource(AttachmentService desk) {
    this.desk = desk;
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS})
  @Operation(summary = "Gives a file to the provider; the same content again is told, not sent")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_OCTET_STREAM,
              schema = @Schema(type = "string", format = "binary")))
  @ApiResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = AttachmentView.class)))
  @ApiResponse(
      responseCode = "200",
      description = "Sent before",
      content = @Content(schema = @Schema(implementation = AttachmentView.class)))
  @ApiResponse(responseCode = "400", description = "A query that cannot be")
  @ApiResponse(responseCode = "404", description = "No such journey")
  @ApiResponse(responseCode = "409", description = "No undecided exam, or nobody knows the outcome")
  @ApiResponse(responseCode = "413", description = "More than 25 MB")
  @ApiResponse(responseCode = "415", description = "Neither PDF, JPEG, PNG nor HEIC")
  @ApiResponse(responseCode = "502", description = "Refused by the provider")
  @ApiResponse(responseCode = "503", description = "Nothing was sent: try again")
  public Response post(
      @PathParam("journeyId") String journeyId,
      @Parameter(description = "The file's name.") @QueryParam("name") @DefaultValue("")
          String name,
      @QueryParam("type") @Nullable String type,
      @QueryParam("again") @DefaultValue("false") String again,
      @Context SecurityContext caller,
      InputStream body)
      throws IOException {
    AttachmentRequest request = new AttachmentRequest(name, type, again);
    if (!JourneyId.isValid(journeyId)) {
      return NoSuchJourney.response(journeyId);
    }
    if (!request.problems().isEmpty()) {
      return wrong(request.problems());
    }
    byte[] content = body.readNBytes(Attachment.LARGEST + 1);
    if (content.length > Attachment.LARGEST) {
      return Problem.response(
          413, "Content Too Large", "expected at most " + Attachment.LARGEST + " bytes");
    }
    Optional<AttachmentType> found = AttachmentType.of(content);
    if (found.isEmpty()) {
      return Problem.response(
          415, "Unsupported Media Type", "expected PDF, JPEG, PNG or HEIC, found something else");
    }
    return request.problemsWith(found.get()).isEmpty()
        ? AttachmentAnswer.of(
            journeyId,
            desk.send(
                new JourneyId(journeyId),
                Attachment.of(name, type, content),
                again.equals("true"),
                Caller.of(caller).name()))
        : wrong(request.problemsWith(found.get()));
  }

  private static Response wrong(List<FieldProblem> problems) {
    return Problem.response(400, "Query refused", "correct the query below", problems);
  }
}
