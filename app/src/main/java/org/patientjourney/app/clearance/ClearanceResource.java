package org.patientjourney.app.clearance;

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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.record.ClearanceDao;
import org.patientjourney.activities.record.ClearanceRow;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.PatientId;

/** Whether a patient was cleared by a good faith exam, and until when. */
@Path("/clearances")
@Produces(MediaType.APPLICATION_JSON)
public final class ClearanceResource {
  private final Jdbi jdbi;
  private final InstantSource clock;

  public ClearanceResource(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * A clearance.
   *
   * @param valid now: neither over nor withdrawn
   */
  public record ClearanceView(ClearanceRow clearance, boolean valid) {}

  /** All clearances of a patient, newest first. */
  public record ClearancePage(List<ClearanceView> clearances) {}

  @GET
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS})
  @Operation(summary = "The good faith exams of a patient that were approved")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ClearancePage.class)))
  @ApiResponse(responseCode = "400")
  public Response list(
      @QueryParam("clinic") @Nullable String clinic,
      @QueryParam("patientId") @Nullable String patientId,
      @Context SecurityContext caller) {
    if (clinic == null
        || !ClinicId.isValid(clinic)
        || patientId == null
        || !PatientId.isValid(patientId)) {
      return Problem.response(
          400, "Query refused", "expected clinic and patientId as the order had them");
    }
    if (!Caller.of(caller).sees(new ClinicId(clinic))) {
      return Response.ok(new ClearancePage(List.of())).build();
    }
    List<ClearanceRow> rows =
        jdbi.withExtension(
            ClearanceDao.class,
            dao -> dao.findByPatient(new ClinicId(clinic), new PatientId(patientId)));
    return Response.ok(new ClearancePage(rows.stream().map(this::view).toList())).build();
  }

  private ClearanceView view(ClearanceRow row) {
    return new ClearanceView(
        row, row.withdrawnAt() == null && clock.instant().isBefore(row.validUntil()));
  }
}
