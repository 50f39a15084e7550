package org.patientjourney.app.obligation;

import io.swagger.v3.oas.annotations.Operation;
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
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.record.ObligationDao;
import org.patientjourney.activities.record.ObligationRow;
import org.patientjourney.activities.record.ObligationStatus;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;

/** What is owed, by whom and by when. */
@Path("/obligations")
@Produces(MediaType.APPLICATION_JSON)
public final class ObligationResource {
  private static final int PAGE = 500;

  private final Jdbi jdbi;

  public ObligationResource(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Some obligations of the list. */
  public record ObligationPage(List<ObligationRow> obligations) {}

  /**
   * At most 500 in the order of journey ids; {@code after} is the last journey of the page before.
   */
  @GET
  @RolesAllowed({Role.OPERATIONS, Role.COMPLIANCE})
  @Operation(summary = "What is owed, by whom and by when")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ObligationPage.class)))
  @ApiResponse(responseCode = "400")
  public Response list(
      @QueryParam("status") @Nullable String status,
      @QueryParam("clinic") @Nullable String clinic,
      @QueryParam("after") @DefaultValue("") String after,
      @Context SecurityContext caller) {
    boolean fits =
        (status == null || isStatus(status))
            && (clinic == null || ClinicId.isValid(clinic))
            && (after.isEmpty() || JourneyId.isValid(after));
    if (!fits) {
      return Problem.response(
          400,
          "Query refused",
          "expected status=OPEN, OVERDUE, MET or DROPPED, clinic=the id of a clinic, after=the id"
              + " of a journey");
    }
    return Response.ok(
            new ObligationPage(
                jdbi
                    .withExtension(
                        ObligationDao.class,
                        dao -> dao.findPage(status, only(caller, clinic), after, PAGE))
                    .stream()
                    .filter(row -> Caller.of(caller).sees(row.journeyId()))
                    .toList()))
        .build();
  }

  private static @Nullable String only(SecurityContext caller, @Nullable String asked) {
    ClinicId limit = Caller.of(caller).clinic();
    return asked == null && limit != null ? limit.value() : asked;
  }

  private static boolean isStatus(String text) {
    return Arrays.stream(ObligationStatus.values()).anyMatch(value -> value.name().equals(text));
  }
}
