package org.patientjourney.app.journey;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.annotation.security.RolesAllowed;
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
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.record.JourneyDao.JourneyQuery;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.journey.Journeys.ChangeCursor;
import org.patientjourney.app.journey.Journeys.JourneyPage;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.app.query.QueryCheck;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.Stage;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.order.PatientId;

/** Journeys: where each stands and what happens next. */
@Path("/journeys")
@Produces(MediaType.APPLICATION_JSON)
public record JourneyResource(Journeys journeys, InstantSource clock) {
  private static final Set<String> BESIDE_CHANGED_SINCE = Set.of("changedSince", "clinic", "limit");
  private static final String STAGES = QueryCheck.oneOf(Stage.values());

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
      @Context UriInfo uri,
      @Context SecurityContext context) {
    Optional<Duration> age = age(olderThan);
    Optional<ChangeCursor> cursor = Optional.ofNullable(changedSince).flatMap(ChangeCursor::parse);
    boolean hasOtherFilters = !BESIDE_CHANGED_SINCE.containsAll(uri.getQueryParameters().keySet());
    new QueryCheck()
        .clinic(clinic)
        .that(orderId == null || OrderId.isValid(orderId), "orderId", "an order's id")
        .that(
            patientId == null || PatientId.isValid(patientId),
            "patientId",
            "the caller's id of a patient")
        .that(
            patientExamId == null || patientExamId.matches("[A-Za-z0-9-]{1,64}"),
            "patientExamId",
            "the provider's patient exam id, a text of [A-Za-z0-9-]{1,64}")
        .that(stage == null || QueryCheck.isNameOf(stage, Stage.values()), "stage", STAGES)
        .flag("open", open == null ? "true" : open)
        .that(
            hold == null || QueryCheck.isNameOf(hold, HoldReason.values()),
            "hold",
            "the reason of a hold in docs/journey.md")
        .that(olderThan == null || age.isPresent(), "olderThan", "a duration like P7D")
        .instant("dueAfter", dueAfter)
        .instant("dueBefore", dueBefore)
        .journey("after", after.isEmpty() ? null : after)
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
    if (clinic != null && !caller.sees(new ClinicId(clinic))) {
      return new JourneyPage(List.of(), changedSince);
    }
    String listed = caller.clinicToList(clinic);
    int size = Integer.parseInt(limit);
    if (cursor.isPresent()) {
      return journeys.changes(cursor.get(), listed, size);
    }
    Instant now = clock.instant();
    return journeys.page(
        new JourneyQuery(
            listed,
            orderId,
            patientId,
            patientExamId,
            stage,
            open == null ? null : Boolean.valueOf(open),
            hold,
            age.map(now::minus).orElse(null),
            QueryCheck.instant(dueAfter),
            QueryCheck.instant(dueBefore),
            after,
            size));
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

  private static Optional<Duration> age(@Nullable String olderThan) {
    try {
      return Optional.ofNullable(olderThan)
          .map(Duration::parse)
          .filter(age -> !age.isNegative() && age.toDays() < 36_500);
    } catch (DateTimeException notADuration) {
      return Optional.empty();
    }
  }
}
