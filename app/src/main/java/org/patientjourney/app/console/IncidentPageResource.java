package org.patientjourney.app.console;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Map;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.console.CommandForm.Sent;
import org.patientjourney.app.console.Query.Given;
import org.patientjourney.app.incident.IncidentResource;
import org.patientjourney.app.incident.IncidentResource.IncidentView;

/** Incidents that are not resolved, each with the form that resolves it. */
@Hidden
@Path("/console/incidents")
@Produces(MediaType.TEXT_HTML)
public record IncidentPageResource(IncidentResource incidents) {
  private static final int PAGE = 50;

  public record Row(IncidentView incident, CommandForm form) {}

  /** The list, newest first. */
  @GET
  @RolesAllowed(Role.OPERATIONS)
  public Page list(@BeanParam Given command, @Context SecurityContext caller) {
    List<IncidentView> found = incidents.list("true", null, caller).incidents();
    return new Page("incidents")
        .with("shown", PAGE)
        .with("all", found)
        .with("rows", found.stream().limit(PAGE).map(each -> new Row(each, resolve(each))).toList())
        .saying(command, incidents.given());
  }

  /** As {@code POST /incidents/{incidentId}/resolve}. */
  @POST
  @RolesAllowed(Role.OPERATIONS)
  @Path("/{incidentId}/resolve")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response resolve(
      @PathParam("incidentId") String incidentId,
      MultivaluedMap<String, String> form,
      @Context SecurityContext caller) {
    IncidentView incident = incidents.get(incidentId, caller);
    return new Sent(form)
        .give(
            ConsolePart.INCIDENTS,
            incidents.given(),
            incident.incidentId(),
            shown(incident),
            command -> incidents.resolve(incidentId, command, caller));
  }

  private static CommandForm resolve(IncidentView incident) {
    Map<String, String> effects =
        incident.nextProbe() == null
            ? CommandForm.effects("The incident", "is resolved: it holds no journey")
            : CommandForm.effects(
                "Released at once",
                incident.nextProbe() + ": its invite is sent to find out",
                "Released when that invite was sent",
                incident.releases() - 1 + " more journeys");
    return CommandForm.of(
        "/console/incidents/" + incident.incidentId() + "/resolve",
        "resolve",
        "Says that the cause is gone.",
        effects,
        shown(incident));
  }

  private static String shown(IncidentView incident) {
    return incident.status() + " " + incident.nextProbe() + " " + incident.releases();
  }
}
