package org.patientjourney.app.journey;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.journey.Journeys.ChangeCursor;
import org.patientjourney.app.journey.Journeys.JourneyPage;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;

/** Journeys: where each stands and what happens next. */
@Path("/journeys")
@Produces(MediaType.APPLICATION_JSON)
public record JourneyResource(Journeys journeys, InstantSource clock) {
  private static final Set<String> BESIDE_CHANGED_SINCE = Set.of("changedSince", "clinic", "limit");

  /** A key of one clinic that asks for another's journeys gets an empty page. */
  @GET
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS, Role.COMPLIANCE})
  @Operation(
      summary =
          "Journeys in the order of their ids, page by page; with changedSince what changed behind"
              + " a cursor",
      description =
          "There is no search by e-mail, phone or name on purpose: these are stored encrypted, and"
              + " must not stand in URLs.")
  public JourneyPage list(
      @BeanParam JourneyFilter filter,
      @QueryParam("changedSince") @Nullable String changedSince,
      @QueryParam("limit") @DefaultValue("100") String limit,
      @Context UriInfo uri,
      @Context SecurityContext context) {
    Optional<ChangeCursor> cursor = Optional.ofNullable(changedSince).flatMap(ChangeCursor::parse);
    boolean hasOtherFilters = !BESIDE_CHANGED_SINCE.containsAll(uri.getQueryParameters().keySet());
    filter
        .check()
        .limit(limit)
        .that(
            changedSince == null || cursor.isPresent(),
            "changedSince",
            "0, or the cursor of the answer before")
        .that(
            changedSince == null || !hasOtherFilters,
            "changedSince",
            "no other filter than clinic beside it")
        .refuse();
    Caller caller = Caller.of(context);
    if (filter.clinic != null && !caller.sees(new ClinicId(filter.clinic))) {
      return new JourneyPage(List.of(), changedSince);
    }
    String listed = caller.clinicToList(filter.clinic);
    int size = Integer.parseInt(limit);
    return cursor.isPresent()
        ? journeys.changes(cursor.get(), listed, size)
        : journeys.page(filter.query(listed, clock.instant(), size));
  }

  @GET
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS, Role.COMPLIANCE})
  @Path("/{journeyId}")
  @Operation(summary = "Where a journey stands, what happens next, and what happened")
  public JourneyView get(@PathParam("journeyId") String journeyId) {
    return Optional.of(journeyId)
        .filter(JourneyId::isValid)
        .flatMap(id -> journeys.find(new JourneyId(id)))
        .orElseThrow(() -> ProblemType.noSuchJourney(journeyId));
  }
}
