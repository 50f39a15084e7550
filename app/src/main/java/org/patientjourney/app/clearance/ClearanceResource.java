package org.patientjourney.app.clearance;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.record.ClearanceDao;
import org.patientjourney.activities.record.ClearanceDao.ClearanceRow;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.query.QueryCheck;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.PatientId;

/** Whether a patient was cleared by a good faith exam, and until when. */
@Path("/clearances")
@Produces(MediaType.APPLICATION_JSON)
public record ClearanceResource(Jdbi jdbi, InstantSource clock) {
  /**
   * A clearance.
   *
   * @param valid now: neither over nor withdrawn
   */
  public record ClearanceView(ClearanceRow clearance, boolean valid) {}

  public record ClearancePage(List<ClearanceView> clearances) {}

  @GET
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS})
  @Operation(summary = "The good faith exams of a patient that were approved")
  public ClearancePage list(
      @QueryParam("clinic") @DefaultValue("") String clinic,
      @QueryParam("patientId") @DefaultValue("") String patientId,
      @Context SecurityContext caller) {
    new QueryCheck()
        .required("clinic", clinic, ClinicId.isValid(clinic), "the clinic of the order")
        .required(
            "patientId",
            patientId,
            PatientId.isValid(patientId),
            "the patient's id as the order had it")
        .refuse();
    if (!Caller.of(caller).sees(new ClinicId(clinic))) {
      return new ClearancePage(List.of());
    }
    List<ClearanceRow> rows =
        jdbi.onDemand(ClearanceDao.class)
            .findByPatient(new ClinicId(clinic), new PatientId(patientId));
    return new ClearancePage(rows.stream().map(this::view).toList());
  }

  private ClearanceView view(ClearanceRow row) {
    return new ClearanceView(
        row, row.withdrawnAt() == null && clock.instant().isBefore(row.validUntil()));
  }
}
