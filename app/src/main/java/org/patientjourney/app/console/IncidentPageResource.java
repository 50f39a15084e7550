package org.patientjourney.app.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.console.CommandForm.Sent;
import org.patientjourney.app.incident.IncidentResource;
import org.patientjourney.app.incident.IncidentResource.IncidentView;
import org.patientjourney.app.incident.IncidentResource.ResolveView;

/** Incidents that are not resolved, each with the form that resolves it. */
@Hidden
@Path("/console/incidents")
@Produces(MediaType.TEXT_HTML)
public record IncidentPageResource(IncidentResource incidents) {
  /** What each would release is read for it: few are open at once. */
  private static final int PAGE = 50;

  /** An incident of the list. */
  public record Row(IncidentView incident, CommandForm form) {}

  /**
   * The list, newest first.
   *
   * @param of the incident that a command was given to on this page
   * @param given the id of that command
   */
  @GET
  @RolesAllowed(Role.OPERATIONS)
  public Page list(
      @QueryParam("of") @Nullable String of,
      @QueryParam("given") @Nullable String given,
      @Context SecurityContext caller) {
    List<IncidentView> found = incidents.list("true", null, caller).incidents();
    return new Page("incidents")
        .with("shown", PAGE)
        .with("all", found)
        .with(
            "rows",
            found.stream()
                .limit(PAGE)
                .map(incident -> new Row(incident, resolve(incident, plan(incident, caller))))
                .toList())
        .saying(of, given, incidents::isGiven);
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
    Sent sent = new Sent(form);
    IncidentView incident = incidents.get(incidentId, caller);
    sent.requireShown(
        shown(incident, plan(incident, caller)),
        incidents.isGiven(incident.incidentId(), sent.commandId()),
        "the incident " + incident.incidentId());
    incidents.resolve(incidentId, sent.command(), caller);
    return sent.seeAgain(ConsolePart.INCIDENTS.path(), incident.incidentId());
  }

  private ResolveView plan(IncidentView incident, SecurityContext caller) {
    return (ResolveView)
        incidents
            .resolve(
                Long.toString(incident.incidentId()),
                JsonNodeFactory.instance.objectNode().put("dryRun", true),
                caller)
            .getEntity();
  }

  private static CommandForm resolve(IncidentView incident, ResolveView plan) {
    Map<String, String> effects = new LinkedHashMap<>();
    if (plan.probe() == null) {
      effects.put("The incident", "is resolved: it holds no journey");
    } else {
      effects.put("Released at once", plan.probe() + ": its invite is sent to find out");
      effects.put(
          "Released when that invite was sent", plan.releases().size() - 1 + " more journeys");
    }
    return CommandForm.of(
        "/console/incidents/" + incident.incidentId() + "/resolve",
        "resolve",
        "Says that the cause is gone.",
        effects,
        shown(incident, plan));
  }

  private static String shown(IncidentView incident, ResolveView plan) {
    return incident.status() + " " + plan.probe() + " " + plan.releases().size();
  }
}
