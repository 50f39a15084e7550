package org.patientjourney.app.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.intake.StoreDelivery;
import org.patientjourney.activities.intake.StoreDeliveryDao;
import org.patientjourney.activities.intake.StoreOutcome;
import org.patientjourney.activities.intake.StorePlatform;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.command.CommandBody;
import org.patientjourney.app.command.SubjectCommands;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.app.query.QueryCheck;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.OrderId;

/** What became of stores' orders, and those that a person must see to. */
@Path("/store-deliveries")
@Produces(MediaType.APPLICATION_JSON)
public record StoreDeliveryResource(Jdbi jdbi, StoreIntake intake, SubjectCommands given) {
  private static final int PAGE = 500;

  public record StoreDeliveryPage(List<StoreDeliveryView> deliveries) {}

  /**
   * One delivery of a store.
   *
   * @param orderId ours; an order has it once one was accepted
   * @param changedAt when the order was changed last, by the store's clock
   * @param outcome left out until it is understood
   * @param problems what is missing or wrong: where in the order as backends post it, or in the
   *     store's
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StoreDeliveryView(
      long id,
      ClinicId clinic,
      StorePlatform platform,
      @Nullable String topic,
      @Nullable String storeDeliveryId,
      Instant receivedAt,
      @Nullable OrderId orderId,
      @Nullable Instant changedAt,
      @Nullable StoreOutcome outcome,
      List<FieldProblem> problems) {
    static StoreDeliveryView of(StoreDelivery row) {
      return new StoreDeliveryView(
          row.id(),
          row.clinic(),
          row.platform(),
          row.topic(),
          row.storeDeliveryId(),
          row.receivedAt(),
          row.orderId(),
          row.changedAt(),
          row.outcome(),
          StoreIntake.problemsOf(row));
    }
  }

  /** At most 500; {@code before} is the last id of the page before. */
  @GET
  @RolesAllowed(Role.OPERATIONS)
  @Operation(summary = "Stores' orders that wait for a person, newest first")
  public StoreDeliveryPage list(
      @QueryParam("clinic") @Nullable String clinic,
      @QueryParam("outcome") @Nullable String outcome,
      @QueryParam("before") @DefaultValue(QueryCheck.NEWEST) String before,
      @Context SecurityContext context) {
    new QueryCheck()
        .clinic(clinic)
        .that(
            outcome == null || QueryCheck.isNameOf(outcome, StoreOutcome.values()),
            "outcome",
            QueryCheck.oneOf(StoreOutcome.values()))
        .number("before", before, "the id of a store's delivery")
        .refuse();
    Caller caller = Caller.of(context);
    return new StoreDeliveryPage(
        jdbi
            .onDemand(StoreDeliveryDao.class)
            .findPage(
                caller.clinicToList(clinic),
                outcome == null ? null : StoreOutcome.valueOf(outcome),
                Long.parseLong(before),
                PAGE)
            .stream()
            .filter(row -> caller.sees(row.clinic()))
            .map(StoreDeliveryView::of)
            .toList());
  }

  /** After the configuration was mended; answers with the new outcome. */
  @POST
  @RolesAllowed(Role.OPERATIONS)
  @Path("/{id}/retry")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Tries once more to make an order of a delivery that was stopped")
  public StoreDeliveryView retry(
      @PathParam("id") String id,
      @RequestBody(content = @Content(schema = @Schema(ref = "Acknowledgement")))
          @Nullable ObjectNode body,
      @Context SecurityContext caller) {
    StoreDelivery delivery = find(id, caller);
    given.requireSame(delivery.id(), CommandBody.originOf(body, caller), "retry");
    StoreOutcome outcome = delivery.outcome();
    if (outcome == StoreOutcome.ACCEPTED) {
      return StoreDeliveryView.of(delivery);
    }
    if (!isRetriable(outcome)) {
      throw notStopped(outcome);
    }
    return StoreDeliveryView.of(intake.settle(delivery));
  }

  /** When a person has seen to it otherwise; answers with the new outcome. */
  @POST
  @RolesAllowed(Role.OPERATIONS)
  @Path("/{id}/dismiss")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Takes a stopped delivery off the list: no order is made of it")
  public StoreDeliveryView dismiss(
      @PathParam("id") String id,
      @RequestBody(content = @Content(schema = @Schema(ref = "Acknowledgement")))
          @Nullable ObjectNode body,
      @Context SecurityContext caller) {
    StoreDelivery delivery = find(id, caller);
    given.requireSame(delivery.id(), CommandBody.originOf(body, caller), "dismiss");
    StoreDelivery dismissed = intake.dismiss(delivery);
    if (dismissed.outcome() != StoreOutcome.DISMISSED) {
      throw notStopped(dismissed.outcome());
    }
    return StoreDeliveryView.of(dismissed);
  }

  private static WebApplicationException notStopped(@Nullable StoreOutcome outcome) {
    return ProblemType.DELIVERY_NOT_STOPPED.refusal(
        "expected a delivery that was stopped, found " + outcome);
  }

  /** Whether no order was made of a delivery of this outcome, and another try may make one. */
  public static boolean isRetriable(@Nullable StoreOutcome outcome) {
    return outcome == null || outcome.isStopped();
  }

  /** Refused with 404 when there is none that the caller may see. */
  public StoreDeliveryView get(String id, SecurityContext caller) {
    return StoreDeliveryView.of(find(id, caller));
  }

  private StoreDelivery find(String id, SecurityContext caller) {
    return QueryCheck.id(id)
        .flatMap(number -> jdbi.onDemand(StoreDeliveryDao.class).find(number))
        .filter(found -> Caller.of(caller).sees(found.clinic()))
        .orElseThrow(
            () ->
                ProblemType.NO_SUCH_STORE_DELIVERY.refusal(
                    "expected the id of a store's delivery: GET /store-deliveries lists them"));
  }
}
