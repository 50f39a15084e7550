package org.patientjourney.app.compliance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.audit.Audit;
import org.patientjourney.activities.audit.AuditFile;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.activities.invite.RefusalStore.Refusal;
import org.patientjourney.app.access.Downloads;
import org.patientjourney.app.access.PersonalAccess;
import org.patientjourney.app.access.PersonalAccess.PersonalRead;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.journey.TimelineEntry;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.workflows.order.JourneyId;

/** A journey's journal: as an audit file, checked, and with what persons wrote. */
@Path("/journeys")
public record JournalResource(Jdbi jdbi, PersonalReads reads) {
  private static final String JSON_LINES = "application/jsonl";

  /**
   * What the check of a journal found.
   *
   * @param firstBroken the number of the first entry that does not fit or is missing
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CheckView(
      JourneyId journeyId, long entries, boolean holds, @Nullable Long firstBroken) {
    static CheckView of(Audit audit) {
      OptionalLong broken = audit.firstBroken();
      return new CheckView(
          audit.journeyId(),
          audit.head().seq(),
          broken.isEmpty(),
          broken.isPresent() ? broken.getAsLong() : null);
    }
  }

  /**
   * What happened, oldest first.
   *
   * @param refusals with which the provider answered a call, oldest first
   */
  public record NotedTimeline(
      JourneyId journeyId, List<TimelineEntry> timeline, List<Refusal> refusals) {}

  /** The file that {@code ./journey verify-audit} checks; made whether the chain holds or not. */
  @GET
  @RolesAllowed({Role.COMPLIANCE, Role.OPERATIONS})
  @Path("/{journeyId}/audit")
  @Produces(JSON_LINES)
  @Operation(summary = "The whole journal as an audit file")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(mediaType = JSON_LINES, schema = @Schema(type = "string", format = "binary")))
  public Response audit(@PathParam("journeyId") String journeyId) {
    return file(AuditFile.of(get(journeyId)), journeyId, ".audit.jsonl");
  }

  @GET
  @RolesAllowed({Role.COMPLIANCE, Role.OPERATIONS})
  @Path("/{journeyId}/audit/check")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "Whether the journal's chain holds in the record")
  public CheckView check(@PathParam("journeyId") String journeyId) {
    return CheckView.of(get(journeyId));
  }

  @GET
  @PersonalRead(PersonalEndpoint.AUDIT_NOTES)
  @Path("/{journeyId}/audit/notes")
  @Produces(JSON_LINES)
  @Operation(summary = "The whole journal as an audit file, with what persons wrote")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(mediaType = JSON_LINES, schema = @Schema(type = "string", format = "binary")))
  public Response notes(
      @PathParam("journeyId") String journeyId, @BeanParam PersonalAccess access) {
    String text = access.readOfJourney(journeyId, reads::auditFile);
    return file(text, journeyId, ".audit-notes.jsonl");
  }

  @GET
  @PersonalRead(PersonalEndpoint.TIMELINE)
  @Path("/{journeyId}/timeline")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "What happened, with what persons wrote and the provider's refusals")
  public NotedTimeline timeline(
      @PathParam("journeyId") String journeyId, @BeanParam PersonalAccess access) {
    PersonalReads.Timeline timeline = access.readOfJourney(journeyId, reads::timeline);
    return new NotedTimeline(
        new JourneyId(journeyId),
        timeline.entries().stream()
            .map(noted -> TimelineEntry.withNote(noted.entry(), noted.note()))
            .toList(),
        timeline.refusals());
  }

  private Audit get(String journeyId) {
    return Optional.of(journeyId)
        .filter(JourneyId::isValid)
        .flatMap(id -> Audit.find(jdbi, new JourneyId(id)))
        .orElseThrow(() -> ProblemType.noSuchJourney(journeyId));
  }

  private static Response file(String text, String journeyId, String ending) {
    return Downloads.file(text.getBytes(UTF_8), JSON_LINES, journeyId.replace(':', '_') + ending);
  }
}
