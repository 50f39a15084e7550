package org.patientjourney.app.lookup;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.attachment.AttachmentOutcome;
import org.patientjourney.activities.attachment.AttachmentRow;
import org.patientjourney.activities.attachment.AttachmentService;
import org.patientjourney.activities.qualiphy.Attachment;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.app.query.QueryCheck;
import org.patientjourney.workflows.order.JourneyId;

/** Files for a journey's patient exam: an ID photo, a lab report. */
@Path("/journeys/{journeyId}/attachments")
@Produces(MediaType.APPLICATION_JSON)
public record AttachmentResource(AttachmentService service) {
  @POST
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS})
  @Operation(summary = "Gives a file to the provider; the same content again is not sent")
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
  public Response post(
      @PathParam("journeyId") String journeyId,
      @Parameter(description = "The file's name.") @QueryParam("name") @DefaultValue("")
          String name,
      @QueryParam("type") @Nullable String type,
      @QueryParam("again") @DefaultValue("false") String again,
      @Context SecurityContext caller,
      InputStream body)
      throws IOException {
    if (!JourneyId.isValid(journeyId)) {
      throw ProblemType.noSuchJourney(journeyId);
    }
    new QueryCheck()
        .required(
            "name",
            name,
            Attachment.isName(name),
            "a file's name of 1 to 100 letters, digits, blanks and ._()-")
        .that(
            type == null || Attachment.isLabel(type),
            "type",
            "1 to 100 letters, digits, blanks and .,_/&()-")
        .flag("again", again)
        .refuse();
    byte[] content = body.readNBytes(Attachment.LARGEST + 1);
    if (content.length > Attachment.LARGEST) {
      throw ProblemType.CONTENT_TOO_LARGE.refusal(
          "expected at most " + Attachment.LARGEST + " bytes");
    }
    Attachment.Type kind =
        Attachment.Type.of(content)
            .orElseThrow(
                () ->
                    ProblemType.UNSUPPORTED_MEDIA_TYPE.refusal(
                        "expected PDF, JPEG, PNG or HEIC, found something else"));
    new QueryCheck()
        .that(kind.fitsName(name), "name", "a name that ends as " + kind + " files do")
        .refuse();
    return answer(
        journeyId,
        service.send(
            new JourneyId(journeyId),
            new Attachment(name, type, content),
            again.equals("true"),
            Caller.of(caller).name()));
  }

  static Response answer(String journeyId, AttachmentOutcome outcome) {
    if (outcome instanceof AttachmentOutcome.Sent sent) {
      return Response.status(sent.isNew() ? 201 : 200)
          .entity(AttachmentView.of(sent.row()))
          .build();
    }
    throw refusal(journeyId, outcome);
  }

  private static WebApplicationException refusal(String journeyId, AttachmentOutcome outcome) {
    if (outcome instanceof AttachmentOutcome.Refused refused) {
      return ProblemType.REFUSED_BY_THE_PROVIDER.refusal(
          described(refused.row())
              + " was not taken; mend the cause, then post it with again=true");
    }
    if (outcome instanceof AttachmentOutcome.Unknown unknown) {
      return ProblemType.OUTCOME_UNKNOWN.refusal(
          described(unknown.row())
              + " arrived or not: look in the provider's portal; with again=true it is sent once"
              + " more");
    }
    if (outcome instanceof AttachmentOutcome.NamedOtherwise) {
      return ProblemType.ATTACHMENT_DIFFERS.refusal(
          "the same content was given for this exam under another name or type: nothing was sent;"
              + " post it as before");
    }
    if (outcome instanceof AttachmentOutcome.BeingSent) {
      return ProblemType.BEING_SENT.refusal(
          "the same file is just being sent: post it again to learn the outcome");
    }
    if (outcome instanceof AttachmentOutcome.NotReached notReached) {
      return ProblemType.PROVIDER_NOT_REACHED.refusal(
          "nothing was sent (" + notReached.cause() + "): try again in a while");
    }
    return outcome instanceof AttachmentOutcome.NoJourney
        ? ProblemType.noSuchJourney(journeyId)
        : ProblemType.NO_UNDECIDED_EXAM.refusal(
            "expected a journey whose invite is sent and whose exam is neither decided nor"
                + " cancelled: see GET /journeys/{journeyId}");
  }

  /** The cause is one of our constants, never the provider's text. */
  private static String described(AttachmentRow row) {
    String cause = row.cause() == null ? "call without end" : row.cause();
    return "attachment " + row.attachmentId() + " (" + cause + ")";
  }

  /**
   * A file that the provider has.
   *
   * @param sha256 of the file, in lower-case hexadecimal
   * @param mediaType as its first bytes say
   * @param size in bytes
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AttachmentView(
      long attachmentId,
      JourneyId journeyId,
      String sha256,
      String mediaType,
      int size,
      @Nullable Instant sentAt) {
    static AttachmentView of(AttachmentRow row) {
      return new AttachmentView(
          row.attachmentId(),
          row.journeyId(),
          row.sha256(),
          row.mediaType(),
          row.size(),
          row.answeredAt());
    }
  }
}
