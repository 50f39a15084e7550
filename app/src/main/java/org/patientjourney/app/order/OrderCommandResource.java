package org.patientjourney.app.order;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.command.GivenCommands;
import org.patientjourney.activities.order.OrderStore;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.journey.CommandService;
import org.patientjourney.app.journey.Journeys;
import org.patientjourney.app.journey.OriginReading;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.app.problem.ProblemMapper;
import org.patientjourney.workflows.command.Cancel;
import org.patientjourney.workflows.command.CorrectContact;
import org.patientjourney.workflows.command.JourneyCommand;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.order.OrderedExam;
import org.patientjourney.workflows.order.Patient;

/** What can be done to all journeys of an order at once; each answers for itself. */
@Path("/orders")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class OrderCommandResource {
  private final ProblemMapper failures = new ProblemMapper();
  private final OrderStore orders;
  private final OrderRules rules;
  private final Journeys journeys;
  private final CommandService desk;
  private final GivenCommands commands;

  public OrderCommandResource(
      OrderStore orders,
      OrderRules rules,
      Journeys journeys,
      CommandService desk,
      GivenCommands commands) {
    this.orders = orders;
    this.rules = rules;
    this.journeys = journeys;
    this.desk = desk;
    this.commands = commands;
  }

  /** A follow-up that is owed is not cancelled with its order: it is waived, or sent. */
  @POST
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS})
  @Path("/{clinic}/{orderId}/cancel")
  @Operation(summary = "Asks for none of an order's exams to take place")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = OrderCommandView.class)))
  @ApiResponse(responseCode = "404")
  @ApiResponse(responseCode = "409", description = "The id stands for another command")
  @ApiResponse(responseCode = "422")
  @ApiResponse(
      responseCode = "503",
      description = "A journey could not be told: the same command again tells it",
      content = @Content(schema = @Schema(implementation = OrderCommandView.class)))
  public Response cancel(
      @PathParam("clinic") String clinic,
      @PathParam("orderId") String orderId,
      @RequestBody(content = @Content(schema = @Schema(ref = "OrderCancellation")))
          @Nullable CorrectionRequest request,
      @Context SecurityContext caller) {
    Optional<Order> order = find(clinic, orderId);
    if (order.isEmpty()) {
      return notFound();
    }
    CorrectionRequest given = request == null ? CorrectionRequest.EMPTY : request;
    List<FieldProblem> problems = new ArrayList<>();
    Origin origin = origin(given, caller, problems);
    if (given.patient() != null) {
      problems.add(new FieldProblem("/patient", "nothing: a cancellation corrects nobody", "some"));
    }
    if (!problems.isEmpty()) {
      return refused(problems);
    }
    Cancel cancel = new Cancel(origin);
    return isSame(order.get(), origin, cancel)
        ? give(order.get(), null, cancel)
        : OriginReading.idIsUsed();
  }

  /** The order stays as it was posted; what is sent from now on goes by the correction. */
  @POST
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS})
  @Path("/{clinic}/{orderId}/corrections")
  @Operation(summary = "Corrects the patient: what was sent is cancelled, and invited anew")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = OrderCommandView.class)))
  @ApiResponse(responseCode = "404")
  @ApiResponse(responseCode = "409", description = "The same command said something else before")
  @ApiResponse(responseCode = "422")
  @ApiResponse(
      responseCode = "503",
      description = "A journey could not be told: the same command again tells it",
      content = @Content(schema = @Schema(implementation = OrderCommandView.class)))
  public Response correct(
      @PathParam("clinic") String clinic,
      @PathParam("orderId") String orderId,
      @RequestBody(content = @Content(schema = @Schema(ref = "Correction")))
          @Nullable CorrectionRequest request,
      @Context SecurityContext caller) {
    Optional<Order> order = find(clinic, orderId);
    if (order.isEmpty()) {
      return notFound();
    }
    CorrectionRequest given = request == null ? CorrectionRequest.EMPTY : request;
    List<FieldProblem> problems = new ArrayList<>();
    Origin origin = origin(given, caller, problems);
    Optional<Patient> corrected = patient(given, order.get(), problems);
    if (corrected.isEmpty() || !problems.isEmpty()) {
      return refused(problems);
    }
    Map<String, Object> correction =
        Map.of("command", "correct-contact", "patient", corrected.get());
    if (!isSame(order.get(), origin, correction)) {
      return OriginReading.idIsUsed();
    }
    OptionalInt number =
        orders.correct(order.get().clinic(), order.get().orderId(), corrected.get(), origin);
    return number.isPresent()
        ? give(order.get(), number.getAsInt(), new CorrectContact(origin, number.getAsInt()))
        : Problem.response(
            409,
            "Command differs",
            "the same commandId corrected the patient otherwise: nothing was done, use a new one");
  }

  private boolean isSame(Order order, Origin origin, Object command) {
    return commands.isSame("order:" + order.clinic() + ":" + order.orderId(), origin, command);
  }

  private Optional<Patient> patient(
      CorrectionRequest given, Order order, List<FieldProblem> problems) {
    if (given.patient() == null || !given.patient().isObject()) {
      problems.add(new FieldProblem("/patient", "the whole patient, as in an order", "no object"));
      return Optional.empty();
    }
    Optional<Patient> corrected =
        PatientReader.patient(
            new Fields(given.patient(), "/patient", problems),
            rules,
            order.exams().stream().map(OrderedExam::examId).toList());
    if (corrected.isPresent() && !corrected.get().id().equals(order.patient().id())) {
      problems.add(
          new FieldProblem("/patient/id", "the order's own patient", "another: order anew"));
    }
    return corrected;
  }

  /** 503 when a journey could not be told: the same command again tells it, and no other. */
  private Response give(Order order, @Nullable Integer correction, JourneyCommand command) {
    List<OrderCommandView.JourneyAnswer> answers =
        journeys.ofOrder(order.clinic(), order.orderId()).stream()
            .map(journey -> answer(journey, command))
            .toList();
    boolean isTold = answers.stream().noneMatch(answer -> answer.status() >= 500);
    return Response.status(isTold ? 200 : 503)
        .entity(new OrderCommandView(command.origin().id(), correction, answers))
        .build();
  }

  /** One journey that cannot be told now must not hide what the others said. */
  private OrderCommandView.JourneyAnswer answer(JourneyId journey, JourneyCommand command) {
    try {
      return OrderCommandView.JourneyAnswer.of(journey, desk.give(journey, command));
    } catch (RuntimeException failure) {
      return OrderCommandView.JourneyAnswer.of(journey, failures.toResponse(failure));
    }
  }

  private Optional<Order> find(String clinic, String orderId) {
    return ClinicId.isValid(clinic) && OrderId.isValid(orderId)
        ? orders.find(new ClinicId(clinic), new OrderId(orderId))
        : Optional.empty();
  }

  private static Origin origin(
      CorrectionRequest given, SecurityContext caller, List<FieldProblem> problems) {
    return OriginReading.read(
        given.commandId(), given.reason(), given.others(), Caller.of(caller).name(), problems);
  }

  private static Response refused(List<FieldProblem> problems) {
    return Problem.response(
        422, "Command refused", "nothing was done: correct the fields below", problems);
  }

  private static Response notFound() {
    return Problem.response(404, "No such order", "expected /orders/{clinic}/{orderId}");
  }
}
