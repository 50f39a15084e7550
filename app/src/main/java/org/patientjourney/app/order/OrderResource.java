package org.patientjourney.app.order;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.activities.order.OrderDao.Duplicate;
import org.patientjourney.activities.order.OrderStore.Acceptance;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.PersonalAccess;
import org.patientjourney.app.access.PersonalAccess.PersonalRead;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.order.OrderedExam;

/** Orders: posted, and read again. */
@Path("/orders")
@Produces(MediaType.APPLICATION_JSON)
public record OrderResource(OrderReader reader, OrderService service, PersonalReads reads) {
  private static final int MAXIMUM_BYTES = 256 * 1024;

  @POST
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS})
  @Operation(summary = "Posts an order: all of it is accepted, or refused with all reasons")
  @RequestBody(
      required = true,
      content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Order")))
  @ApiResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = OrderView.class)))
  @ApiResponse(
      responseCode = "200",
      description = "The same order again",
      content = @Content(schema = @Schema(implementation = OrderView.class)))
  @ApiResponse(
      responseCode = "409",
      description =
          "Other content under the same id, with the fields that differ; or a duplicate that the"
              + " clinic refuses")
  @ApiResponse(responseCode = "413", description = "More than 256 KiB")
  public Response post(InputStream body, @Context SecurityContext context) throws IOException {
    byte[] bytes = body.readNBytes(MAXIMUM_BYTES + 1);
    if (bytes.length > MAXIMUM_BYTES) {
      throw ProblemType.CONTENT_TOO_LARGE.refusal(
          "expected an order of at most " + MAXIMUM_BYTES + " bytes");
    }
    Order order = reader.read(bytes, Caller.of(context).clinic());
    Acceptance acceptance = service.accept(order);
    return switch (acceptance.outcome()) {
      case ACCEPTED -> answer(201, order, acceptance.duplicates());
      case ACCEPTED_BEFORE -> answer(200, order, acceptance.duplicates());
      case CONTENT_DIFFERS ->
          ProblemType.ORDER_EXISTS_WITH_OTHER_CONTENT.response(
              "the order stands as it was first posted, other content of the fields below was not"
                  + " taken: correct its patient with POST "
                  + OrderView.href(order)
                  + "/corrections; a new orderId would be a second order and invite once more",
              service.differences(order));
      case DUPLICATE ->
          ProblemType.DUPLICATE_ORDER.response(
              "nothing was stored: the clinic wants no second order for an exam that the patient"
                  + " has; use the journeys below",
              acceptance.duplicates().stream().map(found -> duplicate(order, found)).toList());
    };
  }

  @GET
  @Path("/{clinic}/{orderId}")
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS, Role.COMPLIANCE})
  @Operation(summary = "An order as its caller sees it: ids and links")
  public OrderView get(@PathParam("clinic") String clinic, @PathParam("orderId") String orderId) {
    return OrderView.of(service.get(clinic, orderId), List.of());
  }

  @GET
  @PersonalRead(PersonalEndpoint.ORDER_CONTENT)
  @Path("/{clinic}/{orderId}/content")
  @Operation(summary = "An order with its personal data")
  @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(ref = "Order")))
  public JsonNode content(
      @PathParam("clinic") String clinic,
      @PathParam("orderId") String orderId,
      @BeanParam PersonalAccess access) {
    if (!ClinicId.isValid(clinic) || !OrderId.isValid(orderId)) {
      throw noContent();
    }
    return access.read(
        request ->
            reads.order(request, new ClinicId(clinic), new OrderId(orderId)).map(OrderContent::of),
        OrderResource::noContent);
  }

  private static Response answer(int status, Order order, List<Duplicate> duplicates) {
    return Response.status(status)
        .entity(OrderView.of(order, duplicates))
        .location(URI.create(OrderView.href(order)))
        .build();
  }

  private static FieldProblem duplicate(Order order, Duplicate found) {
    List<ExamId> exams = order.exams().stream().map(OrderedExam::examId).toList();
    return new FieldProblem(
        "/exams/" + exams.indexOf(found.examId()) + "/examId",
        "an exam without an open journey or a valid clearance of the patient",
        found.cause() + " " + found.journeyId());
  }

  private static WebApplicationException noContent() {
    return ProblemType.NO_SUCH_ORDER.refusal(
        "expected clinic and id of an order, found none: GET /journeys?patientId= finds a patient's orders");
  }
}
