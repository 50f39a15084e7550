package org.patientjourney.app.alarm;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
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
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.alarm.AlarmDesk;
import org.patientjourney.activities.alarm.AlarmRow;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.journey.OriginReading;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.workflows.command.Origin;

/** What somebody must know, until it is acknowledged. */
@Path("/alarms")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.OPERATIONS)
public final class AlarmResource {
  private static final int PAGE = 500;

  private final AlarmDesk alarms;

  public AlarmResource(AlarmDesk alarms) {
    this.alarms = alarms;
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
  public record AlarmPage(List<AlarmRow> alarms) {}

  /** Newest first, at most 500: those that nobody has acknowledged, or all. */
  @GET
  public Response list(
      @QueryParam("open") @DefaultValue("true") String open,
      @QueryParam("before") @DefaultValue("9223372036854775807") String before) {
    if (!open.matches("true|false") || !before.matches("[0-9]{1,19}")) {
      return Problem.response(
          400, "Bad Request", "expected open=true or false, and before=the id of an alarm");
    }
    return Response.ok(
            new AlarmPage(
                alarms.list(Boolean.parseBoolean(open), null, number(before), PAGE)))
        .build();
  }

  @POST
  @Path("/{alarmId}/acknowledge")
  @Consumes(MediaType.APPLICATION_JSON)
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
            caller.getUserPrincipal().getName(),
            problems);
    if (!problems.isEmpty()) {
      return Problem.response(
          422, "Acknowledgement refused", "nothing was done: correct the fields below", problems);
    }
    return (alarmId.matches("[0-9]{1,18}")
            ? alarms.acknowledge(Long.parseLong(alarmId), origin)
            : java.util.Optional.<AlarmRow>empty())
        .map(alarm -> Response.ok(alarm).build())
        .orElseGet(() -> Problem.response(404, "No such alarm", "expected the id of an alarm"));
  }

  private static long number(String text) {
    return new java.math.BigInteger(text).min(java.math.BigInteger.valueOf(Long.MAX_VALUE)).longValue();
  }
}
