package org.patientjourney.app.alarm;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.alarm.AlarmRow;
import org.patientjourney.activities.alarm.AlarmService;
import org.patientjourney.activities.command.GivenCommands;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.journey.AlarmView;
import org.patientjourney.app.journey.OriginReading;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.order.JourneyId;

/** What somebody must know, until it is acknowledged. */
@Path("/alarms")
@Produces(MediaType.APPLICATION_JSON)
public final class AlarmResource {
  private static final int PAGE = 500;

  private final AlarmService alarms;
  private final GivenCommands commands;

  public AlarmResource(AlarmService alarms, GivenCommands commands) {
    this.alarms = alarms;
    this.commands = commands;
  }

  /** The body of an acknowledgement: who acknowledges is the key. */
  public record Acknowledgement(
      @JsonProperty @Nullable String commandId,
      @JsonProperty @Nullable String reason,
      @JsonAnySetter @Nullable Map<String, Object> others) {
    /** Without a person's words. */
    @Override
    public String toString() {
      return "Acknowledgement[" + commandId + "]";
    }
  }

  /** Some alarms of the list. */
  public record AlarmPage(List<AlarmView> alarms) {}

  /** Newest first, at most 500: those that nobody has acknowledged, or all. */
  @GET
  @RolesAllowed(Role.OPERATIONS)
  @Operation(summary = "Alarms, newest first")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = AlarmPage.class)))
  @ApiResponse(responseCode = "400")
  public Response list(
      @QueryParam("open") @DefaultValue("true") String open,
      @QueryParam("before") @DefaultValue("999999999999999999") String before,
      @Context SecurityContext caller) {
    if (!open.matches("true|false") || !before.matches("[0-9]{1,18}")) {
      return Problem.response(
          400, "Query refused", "expected open=true or false, and before=the id of an alarm");
    }
    return Response.ok(
            new AlarmPage(
                alarms
                    .list(
                        Boolean.parseBoolean(open),
                        Caller.of(caller).clinic(),
                        Long.parseLong(before),
                        PAGE)
                    .stream()
                    .map(AlarmView::of)
                    .toList()))
        .build();
  }

  @POST
  @RolesAllowed(Role.OPERATIONS)
  @Path("/{alarmId}/acknowledge")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Says that an alarm was seen to")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = AlarmView.class)))
  @ApiResponse(responseCode = "404")
  @ApiResponse(responseCode = "409", description = "The id stands for another command")
  @ApiResponse(responseCode = "422")
  public Response acknowledge(
      @PathParam("alarmId") String alarmId,
      @Nullable Acknowledgement request,
      @Context SecurityContext caller) {
    List<FieldProblem> problems = new ArrayList<>();
    Origin origin =
        OriginReading.read(
            request == null ? null : request.commandId(),
            request == null ? null : request.reason(),
            request == null ? null : request.others(),
            Caller.of(caller).name(),
            problems);
    if (!problems.isEmpty()) {
      return Problem.response(
          422, "Acknowledgement refused", "nothing was done: correct the fields below", problems);
    }
    return id(alarmId)
        .filter(id -> alarms.find(id).filter(alarm -> isSeenBy(caller, alarm)).isPresent())
        .map(id -> acknowledge(id, origin))
        .orElseGet(AlarmResource::notFound);
  }

  private Response acknowledge(long id, Origin origin) {
    if (!commands.isSame("alarm:" + id, origin, Map.of("command", "acknowledge"))) {
      return OriginReading.idIsUsed();
    }
    return alarms
        .acknowledge(id, origin)
        .map(alarm -> Response.ok(AlarmView.of(alarm)).build())
        .orElseGet(AlarmResource::notFound);
  }

  private static Response notFound() {
    return Problem.response(404, "No such alarm", "expected the id of an alarm");
  }

  /** An alarm that concerns no one journey is nothing for a key of one clinic. */
  private static boolean isSeenBy(SecurityContext caller, AlarmRow alarm) {
    JourneyId journey = alarm.journeyId();
    return journey == null ? Caller.of(caller).clinic() == null : Caller.of(caller).sees(journey);
  }

  private static Optional<Long> id(String text) {
    return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }
}
