package org.patientjourney.app.compliance;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.compliance.AccessLog;
import org.patientjourney.activities.compliance.AccessLog.AccessLine;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.query.QueryCheck;
import org.patientjourney.workflows.order.JourneyId;

/** Reads of personal data, and refused attempts, with their purpose. */
@Path("/access-log")
@Produces(MediaType.APPLICATION_JSON)
public record AccessLogResource(AccessLog log) {
  public record AccessLogPage(List<AccessLine> lines) {}

  /**
   * A page, newest last, and a line about this read behind it; {@code after} is the last {@code
   * accessId} of the page before.
   */
  @GET
  @RolesAllowed(Role.COMPLIANCE)
  @Operation(summary = "Who read personal data or was refused, newest last")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = AccessLogPage.class)))
  public Response list(
      @QueryParam("journey") @Nullable String journey,
      @QueryParam("since") @Nullable String since,
      @QueryParam("until") @Nullable String until,
      @Parameter(
              description = "The last accessId of the page before.",
              schema = @Schema(type = "integer"))
          @QueryParam("after")
          @DefaultValue("0")
          String after,
      @QueryParam("limit") @DefaultValue("100") String limit,
      @Context SecurityContext caller) {
    new QueryCheck()
        .journey("journey", journey)
        .instant("since", since)
        .instant("until", until)
        .number("after", after, "the accessId of a line")
        .limit(limit)
        .refuse();
    AccessLog.Query query =
        new AccessLog.Query(
            Caller.of(caller).clinic(),
            journey == null ? null : new JourneyId(journey),
            QueryCheck.instant(since),
            QueryCheck.instant(until),
            Long.parseLong(after),
            Integer.parseInt(limit));
    return Response.ok(
            new AccessLogPage(
                log.page(
                    Caller.of(caller).request(PersonalEndpoint.ACCESS_LOG, true, "access log"),
                    query)))
        .header("Cache-Control", "no-store")
        .build();
  }
}
