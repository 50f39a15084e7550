package org.patientjourney.app.clearance;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.clearance.ClearanceDao;
import org.patientjourney.activities.clearance.ClearanceRow;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.patient.PatientId;

/** Whether a patient was cleared by a good faith exam, and until when. */
@Path("/clearances")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.BACKEND, Role.OPERATIONS})
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
  public Response list(
      @QueryParam("clinic") @Nullable String clinic,
      @QueryParam("patientId") @Nullable String patientId) {
    if (clinic == null
        || !ClinicId.isValid(clinic)
        || patientId == null
        || !PatientId.isValid(patientId)) {
      return Problem.response(
          400, "Bad Request", "expected clinic and patientId as the order had them");
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
