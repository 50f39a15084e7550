package org.patientjourney.app.export;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.Downloads;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.archive.Period;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.app.query.QueryCheck;
import org.patientjourney.workflows.order.ClinicId;

/** All journals of a period, as a file that an auditor checks alone. */
@Path("/export")
public record ExportResource(Export export) {
  private static final String ZIP = "application/zip";

  /** A ZIP file, written as it is read: page by page. */
  @GET
  @RolesAllowed(Role.COMPLIANCE)
  @Produces(ZIP)
  @Operation(summary = "The journals of a period and what is known of its deliveries, as a ZIP")
  @ApiResponse(
      responseCode = "200",
      content = @Content(mediaType = ZIP, schema = @Schema(type = "string", format = "binary")))
  public Response archive(
      @QueryParam("period") @Nullable String period,
      @QueryParam("clinic") @Nullable String clinic,
      @Context SecurityContext context) {
    Optional<Period> days = Period.of(period);
    new QueryCheck()
        .required("period", period, days.isPresent(), Period.EXPECTED)
        .clinic(clinic)
        .refuse();
    Caller caller = Caller.of(context);
    String asked = caller.clinicToList(clinic);
    ClinicId only = asked == null ? null : new ClinicId(asked);
    if (only != null && !caller.sees(only)) {
      throw ProblemType.FORBIDDEN.refusal("expected the clinic of the key, found another");
    }
    Export.Query query = new Export.Query(days.orElseThrow(), only, caller);
    export.log(query);
    StreamingOutput zip = out -> export.write(query, out);
    return Downloads.file(zip, ZIP, "export-" + query.period() + ".zip");
  }
}
