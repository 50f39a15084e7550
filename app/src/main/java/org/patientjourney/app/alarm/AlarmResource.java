package org.patientjourney.app.alarm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.alarm.AlarmDao.AlarmRow;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.PersonalAccess;
import org.patientjourney.app.access.PersonalAccess.NoteView;
import org.patientjourney.app.access.PersonalAccess.PersonalRead;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.command.CommandBody;
import org.patientjourney.app.command.SubjectCommands;
import org.patientjourney.app.journey.AlarmView;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.app.query.QueryCheck;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.order.JourneyId;

/** Alarms, until a person acknowledges them. */
@Path("/alarms")
@Produces(MediaType.APPLICATION_JSON)
public record AlarmResource(AlarmStore alarms, SubjectCommands given, PersonalReads reads) {
  private static final int PAGE = 500;

  public record AlarmPage(List<AlarmView> alarms) {}

  /** At most 500: those that are not acknowledged, most urgent first, or all, newest first. */
  @GET
  @RolesAllowed(Role.OPERATIONS)
  @Operation(summary = "Alarms: open ones with PAGE first, then newest first")
  public AlarmPage list(
      @QueryParam("open") @DefaultValue("true") String open,
      @QueryParam("before") @DefaultValue(QueryCheck.NEWEST) String before,
      @Context SecurityContext caller) {
    new QueryCheck().flag("open", open).number("before", before, "the id of an alarm").refuse();
    return new AlarmPage(
        alarms
            .list(
                Boolean.parseBoolean(open),
                Caller.of(caller).clinic(),
                Long.parseLong(before),
                PAGE)
            .stream()
            .map(AlarmView::of)
            .toList());
  }

  @POST
  @RolesAllowed(Role.OPERATIONS)
  @Path("/{alarmId}/acknowledge")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Records that a person has seen to an alarm")
  public AlarmView acknowledge(
      @PathParam("alarmId") String alarmId,
      @RequestBody(content = @Content(schema = @Schema(ref = "Acknowledgement")))
          @Nullable ObjectNode body,
      @Context SecurityContext caller) {
    Origin origin =
        CommandBody.read(ProblemType.ACKNOWLEDGEMENT_REFUSED, body, caller, fields -> {}).origin();
    long id = get(alarmId, caller).alarmId();
    given.requireSame(id, origin, "acknowledge");
    return alarms.acknowledge(id, origin).map(AlarmView::of).orElseThrow(AlarmResource::notFound);
  }

  @GET
  @PersonalRead(PersonalEndpoint.ALARM_ACKNOWLEDGEMENT)
  @Path("/{alarmId}/acknowledgement")
  @Operation(summary = "Why an alarm was acknowledged")
  public NoteView acknowledgement(
      @PathParam("alarmId") String alarmId, @BeanParam PersonalAccess access) {
    AlarmRow alarm =
        QueryCheck.id(alarmId).flatMap(alarms::find).orElseThrow(AlarmResource::notAcknowledged);
    return new NoteView(
        access.read(
            request -> reads.acknowledgement(request, alarm.alarmId(), alarm.journeyId()),
            AlarmResource::notAcknowledged));
  }

  /** Refused with 404 when there is none that the caller may see. */
  public AlarmView get(String alarmId, SecurityContext caller) {
    return QueryCheck.id(alarmId)
        .flatMap(alarms::find)
        .filter(alarm -> isSeenBy(Caller.of(caller), alarm))
        .map(AlarmView::of)
        .orElseThrow(AlarmResource::notFound);
  }

  /** An alarm that concerns no single journey is hidden from a key of one clinic. */
  private static boolean isSeenBy(Caller caller, AlarmRow alarm) {
    JourneyId journey = alarm.journeyId();
    return journey == null ? caller.clinic() == null : caller.sees(journey);
  }

  private static WebApplicationException notFound() {
    return ProblemType.NO_SUCH_ALARM.refusal(
        "expected the id of an alarm: GET /alarms?open=false lists them");
  }

  private static WebApplicationException notAcknowledged() {
    return ProblemType.NO_SUCH_ALARM.refusal(
        "expected the id of an alarm that a person acknowledged: GET /alarms?open=false lists them");
  }
}
