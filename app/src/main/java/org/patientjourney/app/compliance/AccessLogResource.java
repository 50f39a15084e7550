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
import org.patientjourney.activities.compliance.AccessLine;
import org.patientjourney.activities.compliance.AccessLog;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.app.problem.Problem;

/** Who read personal data, or wanted to, and why. */
@Path("/access-log")
@Produces(MediaType.APPLICATION_JSON)
public final class AccessLogResource {
  /** Some lines of the access log. */
  public record AccessLogPage(List<AccessLine> lines) {}

  private final AccessLog log;

  public AccessLogResource(AccessLog log) {
    this.log = log;
  }

  /** A page, newest last; {@code after} is the last {@code accessId} of the page before. */
  @GET
  @RolesAllowed(Role.COMPLIANCE)
  @Operation(summary = "Who read personal data or was refused, newest last")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = AccessLogPage.class)))
  @ApiResponse(responseCode = "400")
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
    AccessLogRequest page = new AccessLogRequest(journey, since, until, after, limit);
    List<FieldProblem> problems = page.problems();
    if (!problems.isEmpty()) {
      return Problem.response(400, "Query refused", "correct the query below", problems);
    }
    return Response.ok(new AccessLogPage(log.page(page.query(Caller.of(caller).clinic()))))
        .header("Cache-Control", "no-store")
        .build();
  }
}
