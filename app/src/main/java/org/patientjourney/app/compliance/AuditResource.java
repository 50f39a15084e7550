package org.patientjourney.app.compliance;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.audit.Audit;
import org.patientjourney.activities.audit.AuditFile;
import org.patientjourney.activities.audit.AuditStore;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.problem.NoSuchJourney;
import org.patientjourney.workflows.order.JourneyId;

/** A journey's whole journal, to take away or to check on the spot. No personal data. */
@Path("/journeys/{journeyId}/audit")
public final class AuditResource {
  private final AuditStore audits;

  public AuditResource(AuditStore audits) {
    this.audits = audits;
  }

  /** The file that {@code ./journey verify-audit} checks; made whether the chain holds or not. */
  @GET
  @RolesAllowed({Role.COMPLIANCE, Role.OPERATIONS})
  @Produces("application/jsonl")
  @Operation(summary = "The whole journal as an audit file")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = "application/jsonl",
              schema = @Schema(type = "string", format = "binary")))
  @ApiResponse(responseCode = "404")
  public Response file(@PathParam("journeyId") String journeyId) {
    return find(journeyId)
        .map(
            audit ->
                Response.ok(AuditFile.of(audit).getBytes(StandardCharsets.UTF_8))
                    .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + name(audit) + "\"")
                    .build())
        .orElseGet(() -> NoSuchJourney.response(journeyId));
  }

  /** Whether the chain holds in the record. */
  @GET
  @RolesAllowed({Role.COMPLIANCE, Role.OPERATIONS})
  @Path("/check")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "Whether the journal's chain holds in the record")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = CheckView.class)))
  @ApiResponse(responseCode = "404")
  public Response check(@PathParam("journeyId") String journeyId) {
    return find(journeyId)
        .map(audit -> Response.ok(CheckView.of(audit)).build())
        .orElseGet(() -> NoSuchJourney.response(journeyId));
  }

  /**
   * What the check found.
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

  private Optional<Audit> find(String journeyId) {
    return JourneyId.isValid(journeyId) ? audits.find(new JourneyId(journeyId)) : Optional.empty();
  }

  private static String name(Audit audit) {
    return audit.journeyId().value().replace(':', '_') + ".audit.jsonl";
  }
}
