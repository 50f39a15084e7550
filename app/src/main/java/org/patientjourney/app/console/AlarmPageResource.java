package org.patientjourney.app.console;

import io.swagger.v3.oas.annotations.Hidden;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.alarm.AlarmResource;
import org.patientjourney.app.console.CommandForm.Sent;
import org.patientjourney.app.console.Query.Given;
import org.patientjourney.app.journey.AlarmView;
import org.patientjourney.app.query.QueryCheck;

/** Open alarms, each with the form that acknowledges it. */
@Hidden
@Path("/console/alarms")
@Produces(MediaType.TEXT_HTML)
public record AlarmPageResource(AlarmResource alarms) {
  private static final int PAGE = 50;

  /**
   * An alarm of the list.
   *
   * @param form null when it is acknowledged
   */
  public record Row(AlarmView alarm, @Nullable CommandForm form) {
    static Row of(AlarmView alarm) {
      return new Row(alarm, isOpen(alarm) ? acknowledge(alarm) : null);
    }
  }

  /** The list, most urgent first. */
  @GET
  @RolesAllowed(Role.OPERATIONS)
  public Page list(
      @QueryParam("before") @DefaultValue(QueryCheck.NEWEST) String before,
      @BeanParam Given command,
      @Context SecurityContext caller) {
    List<AlarmView> found = alarms.list("true", before, caller).alarms();
    Page page =
        new Page("alarms")
            .with("rows", found.stream().limit(PAGE).map(Row::of).toList())
            .saying(command, alarms.given());
    return found.size() > PAGE
        ? page.with("next", "?before=" + found.get(PAGE - 1).alarmId())
        : page;
  }

  /** As {@code POST /alarms/{alarmId}/acknowledge}. */
  @POST
  @RolesAllowed(Role.OPERATIONS)
  @Path("/{alarmId}/acknowledge")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response acknowledge(
      @PathParam("alarmId") String alarmId,
      MultivaluedMap<String, String> form,
      @Context SecurityContext caller) {
    AlarmView alarm = alarms.get(alarmId, caller);
    return new Sent(form)
        .give(
            ConsolePart.ALARMS,
            alarms.given(),
            alarm.alarmId(),
            shown(alarm),
            command -> alarms.acknowledge(alarmId, command, caller));
  }

  private static CommandForm acknowledge(AlarmView alarm) {
    return CommandForm.of(
        "/console/alarms/" + alarm.alarmId() + "/acknowledge",
        "acknowledge",
        "Records that you have seen to the alarm.",
        CommandForm.effects(
            "The alarm",
            "leaves this list; the same cause may raise it again",
            "Its cause",
            "stays as it is"),
        shown(alarm));
  }

  private static boolean isOpen(AlarmView alarm) {
    return alarm.acknowledgedAt() == null;
  }

  private static String shown(AlarmView alarm) {
    return isOpen(alarm) ? "open" : "acknowledged";
  }
}
