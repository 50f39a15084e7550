package org.patientjourney.app.console;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.compliance.AccessLog.AccessLine;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.compliance.AccessLogResource;
import org.patientjourney.app.compliance.AccessLogResource.AccessLogPage;

/** Who read personal data or was refused: of the last day, or as asked for. */
@Hidden
@Path("/console/access-log")
@Produces(MediaType.TEXT_HTML)
public record AccessLogPageResource(AccessLogResource log, InstantSource clock) {
  /** The parameters are those of {@code GET /access-log}. */
  @GET
  @RolesAllowed(Role.COMPLIANCE)
  public Page list(
      @QueryParam("journey") @Nullable String journey,
      @QueryParam("since") @Nullable String since,
      @QueryParam("until") @Nullable String until,
      @QueryParam("after") @DefaultValue("0") String after,
      @QueryParam("limit") @DefaultValue("50") String limit,
      @Context UriInfo uri,
      @Context SecurityContext caller) {
    String from = Query.since(uri, since, clock);
    AccessLogPage found =
        (AccessLogPage) log.list(journey, from, until, after, limit, caller).getEntity();
    List<AccessLine> lines = found.lines();
    Page page = new Page("access-log").with("lines", lines).with("isRecent", Query.isUnasked(uri));
    return Query.listed(
        page, uri, lines, limit, () -> Long.toString(lines.get(lines.size() - 1).accessId()));
  }
}
