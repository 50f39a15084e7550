package org.patientjourney.app.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.order.OrderStore;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.body.Fields;
import org.patientjourney.app.command.CommandBody;
import org.patientjourney.app.command.CommandService;
import org.patientjourney.app.command.SubjectCommands;
import org.patientjourney.app.journey.Journeys;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.app.problem.ProblemMapper;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.workflows.command.InviteCommand.CorrectContact;
import org.patientjourney.workflows.command.JourneyCommand;
import org.patientjourney.workflows.command.OutcomeCommand.Cancel;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderedExam;
import org.patientjourney.workflows.order.Patient;

/** Commands to all journeys of an order; the answer reports each journey. */
@Path("/orders")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApiResponse(
    responseCode = "200",
    content =
        @Content(schema = @Schema(implementation = OrderCommandResource.OrderCommandView.class)))
@ApiResponse(
    responseCode = "503",
    description = "A journey was not reached: the same command again reaches it",
    content =
        @Content(schema = @Schema(implementation = OrderCommandResource.OrderCommandView.class)))
public record OrderCommandResource(
    OrderService service,
    OrderStore orders,
    OrderReader reader,
    Journeys journeys,
    CommandService commands,
    SubjectCommands given) {
  private static final ProblemMapper FAILURES = new ProblemMapper();

  /** A follow-up that is owed is not cancelled with its order: it is waived, or sent. */
  @POST
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS})
  @Path("/{clinic}/{orderId}/cancel")
  @Operation(summary = "Cancels all exams of an order")
  public Response cancel(
      @PathParam("clinic") String clinic,
      @PathParam("orderId") String orderId,
      @RequestBody(content = @Content(schema = @Schema(ref = "OrderCancellation")))
          @Nullable ObjectNode body,
      @Context SecurityContext caller) {
    Order order = service.get(clinic, orderId);
    Cancel cancel = new Cancel(CommandBody.originOf(body, caller));
    given.requireSame(subject(order), cancel.origin(), cancel);
    return give(order, null, cancel);
  }

  /** The order stays as it was posted; what is sent from now on uses the corrected patient. */
  @POST
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS})
  @Path("/{clinic}/{orderId}/corrections")
  @Operation(summary = "Corrects the patient: what was sent is cancelled, and invited anew")
  public Response correct(
      @PathParam("clinic") String clinic,
      @PathParam("orderId") String orderId,
      @RequestBody(content = @Content(schema = @Schema(ref = "Correction")))
          @Nullable ObjectNode body,
      @Context SecurityContext caller) {
    Order order = service.get(clinic, orderId);
    CommandBody read =
        CommandBody.read(
            ProblemType.COMMAND_REFUSED, body, caller, fields -> patient(fields, order));
    Patient corrected = OrderReader.patientOf(read.values());
    given.requireSame(
        subject(order), read.origin(), Map.of("command", "correct-contact", "patient", corrected));
    OptionalInt number = orders.correct(order.clinic(), order.orderId(), corrected, read.origin());
    if (number.isEmpty()) {
      throw ProblemType.COMMAND_DIFFERS.refusal(
          "the same commandId corrected the patient otherwise: nothing was done, use a new one");
    }
    return give(order, number.getAsInt(), new CorrectContact(read.origin(), number.getAsInt()));
  }

  private void patient(Fields body, Order order) {
    List<ExamId> exams = order.exams().stream().map(OrderedExam::examId).toList();
    body.object("patient", patient -> reader.patient(patient, exams));
    String id = body.values().at("/patient/id").asText();
    if (!id.isEmpty() && !id.equals(order.patient().id().value())) {
      body.problem("/patient/id", "the order's own patient", "another: order anew");
    }
  }

  private static String subject(Order order) {
    return order.clinic() + ":" + order.orderId();
  }

  /** 503 when a journey was not reached: the same command again reaches it. */
  private Response give(Order order, @Nullable Integer correction, JourneyCommand command) {
    List<OrderCommandView.JourneyAnswer> answers =
        journeys.ofOrder(order.clinic(), order.orderId()).stream()
            .map(journey -> answer(journey, command))
            .toList();
    boolean isComplete = answers.stream().noneMatch(answer -> answer.status() >= 500);
    return Response.status(isComplete ? 200 : 503)
        .entity(new OrderCommandView(command.origin().id(), correction, answers))
        .build();
  }

  /** One journey that fails now must not hide the answers of the others. */
  private OrderCommandView.JourneyAnswer answer(JourneyId journey, JourneyCommand command) {
    try {
      return OrderCommandView.JourneyAnswer.of(journey, commands.give(journey, command));
    } catch (RuntimeException failure) {
      return OrderCommandView.JourneyAnswer.of(journey, FAILURES.toResponse(failure));
    }
  }

  /**
   * The outcome of a command to a whole order.
   *
   * @param correction the number of a correction, when it is one
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record OrderCommandView(
      String commandId, @Nullable Integer correction, List<JourneyAnswer> journeys) {
    /**
     * The answer of one journey.
     *
     * @param status as its own command answers: 200 recorded, 202 taken, 409 refused, 503 not
     *     running
     * @param why it was not taken
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record JourneyAnswer(JourneyId journeyId, int status, @Nullable String why) {
      static JourneyAnswer of(JourneyId journey, Response answer) {
        String why = answer.getEntity() instanceof Problem problem ? problem.detail() : null;
        return new JourneyAnswer(journey, answer.getStatus(), why);
      }
    }
  }
}
