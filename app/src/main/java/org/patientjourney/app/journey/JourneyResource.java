package org.patientjourney.app.journey;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.app.problem.NoSuchJourney;
import org.patientjourney.app.problem.Problem;

/** Where journeys stand. */
@Path("/journeys")
@Produces(MediaType.APPLICATION_JSON)
public final class JourneyResource {
  private final Journeys journeys;

  public JourneyResource(Journeys journeys) {
    this.journeys = journeys;
  }

  @GET
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS, Role.COMPLIANCE})
  @Operation(
      summary =
          "Journeys in the order of their ids, page by page; with changedSince what changed behind"
              + " a cursor",
      description =
          "There is no search by e-mail, phone or name on purpose: these are stored encrypted, and"
              + " must not stand in URLs.")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = JourneyPage.class)))
  @ApiResponse(responseCode = "400", description = "A query that cannot be")
  public Response list(
      @QueryParam("clinic") @Nullable String clinic,
      @QueryParam("orderId") @Nullable String orderId,
      @QueryParam("patientId") @Nullable String patientId,
      @QueryParam("patientExamId") @Nullable String patientExamId,
      @QueryParam("stage") @Nullable String stage,
      @QueryParam("open") @Nullable String open,
      @QueryParam("hold") @Nullable String hold,
      @QueryParam("olderThan") @Nullable String olderThan,
      @QueryParam("dueAfter") @Nullable String dueAfter,
      @QueryParam("dueBefore") @Nullable String dueBefore,
      @QueryParam("changedSince") @Nullable String changedSince,
      @QueryParam("after") @DefaultValue("") String after,
      @QueryParam("limit") @DefaultValue("100") String limit,
      @Context SecurityContext caller) {
    PageRequest page =
        new PageRequest(
            clinic,
            orderId,
            patientId,
            patientExamId,
            stage,
            open,
            hold,
            olderThan,
            dueAfter,
            dueBefore,
            changedSince,
            after,
            limit);
    List<FieldProblem> problems = page.problems();
    return problems.isEmpty()
        ? Response.ok(visible(page, Caller.of(caller))).build()
        : Problem.response(400, "Query refused", "correct the query below", problems);
  }

  private JourneyPage visible(PageRequest page, Caller caller) {
    return page.limitedTo(caller.clinic())
        .map(journeys::page)
        .orElseGet(() -> new JourneyPage(List.of(), page.changedSince()));
  }

  @GET
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS, Role.COMPLIANCE})
  @Path("/{journeyId}")
  @Operation(summary = "Where a journey stands, what happens next, and what happened")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = JourneyView.class)))
  @ApiResponse(responseCode = "404")
  public Response get(@PathParam("journeyId") String journeyId) {
    return journeys
        .find(journeyId)
        .map(view -> Response.ok(view).build())
        .orElseGet(() -> NoSuchJourney.response(journeyId));
  }
}
