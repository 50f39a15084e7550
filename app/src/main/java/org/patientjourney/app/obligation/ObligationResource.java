package org.patientjourney.app.obligation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.record.ObligationDao;
import org.patientjourney.activities.record.ObligationRow;
import org.patientjourney.activities.record.ObligationRow.ObligationStatus;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.query.QueryCheck;

/** The obligations: what is owed, by whom and by when. */
@Path("/obligations")
@Produces(MediaType.APPLICATION_JSON)
public record ObligationResource(Jdbi jdbi) {
  private static final int PAGE = 500;

  public record ObligationPage(List<ObligationRow> obligations) {}

  /**
   * At most 500 in the order of journey ids; {@code after} is the last journey of the page before.
   */
  @GET
  @RolesAllowed({Role.OPERATIONS, Role.COMPLIANCE})
  @Operation(summary = "What is owed, by whom and by when")
  public ObligationPage list(
      @Parameter(schema = @Schema(implementation = ObligationStatus.class)) @QueryParam("status")
          @Nullable String status,
      @QueryParam("clinic") @Nullable String clinic,
      @QueryParam("after") @DefaultValue("") String after,
      @Context SecurityContext context) {
    new QueryCheck()
        .that(
            status == null || QueryCheck.isNameOf(status, ObligationStatus.values()),
            "status",
            QueryCheck.oneOf(ObligationStatus.values()))
        .clinic(clinic)
        .journey("after", after.isEmpty() ? null : after)
        .refuse();
    Caller caller = Caller.of(context);
    return new ObligationPage(
        jdbi
            .onDemand(ObligationDao.class)
            .findPage(status, caller.clinicToList(clinic), after, PAGE)
            .stream()
            .filter(row -> caller.sees(row.journeyId()))
            .toList());
  }
}
