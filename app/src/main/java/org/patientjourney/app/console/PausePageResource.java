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
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.console.CommandForm.AskedField;
import org.patientjourney.app.console.CommandForm.Sent;
import org.patientjourney.app.console.Query.Given;
import org.patientjourney.app.pause.PauseResource;
import org.patientjourney.app.pause.PauseResource.PauseView;

/** Pauses in force, with the forms that release them and begin another. */
@Hidden
@Path("/console/pauses")
@Produces(MediaType.TEXT_HTML)
public record PausePageResource(PauseResource pauses) {
  private static final String FREE = "free";
  private static final String PAUSED = "paused";

  /**
   * A pause of the list.
   *
   * @param form null when the caller may not release it
   */
  public record Row(PauseView pause, @Nullable CommandForm form) {}

  /** The list, newest first. */
  @GET
  @RolesAllowed(Role.OPERATIONS)
  public Page list(@BeanParam Given command, @Context SecurityContext caller) {
    List<Row> rows =
        pauses.list("true", null, caller).pauses().stream()
            .map(
                pause -> new Row(pause, pauses.isReleasable(pause, caller) ? release(pause) : null))
            .toList();
    Page page = new Page("pauses").with("rows", rows).saying(command, pauses.given());
    List<String> clinics = pauses.pausable(caller);
    return clinics.isEmpty() ? page : page.with("begin", begin(clinics));
  }

  /** As {@code POST /pauses}. */
  @POST
  @RolesAllowed(Role.OPERATIONS)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response begin(MultivaluedMap<String, String> form, @Context SecurityContext caller) {
    Sent sent = new Sent(form);
    String clinic = sent.field("clinic");
    return sent.give(
        ConsolePart.PAUSES,
        pauses.given(),
        clinic,
        pauses.isInForce(clinic) ? PAUSED : FREE,
        command -> pauses.begin(command, caller));
  }

  /** As {@code POST /pauses/{pauseId}/release}. */
  @POST
  @RolesAllowed(Role.OPERATIONS)
  @Path("/{pauseId}/release")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response release(
      @PathParam("pauseId") String pauseId,
      MultivaluedMap<String, String> form,
      @Context SecurityContext caller) {
    PauseView pause = pauses.get(pauseId, caller);
    return new Sent(form)
        .give(
            ConsolePart.PAUSES,
            pauses.given(),
            pause.pauseId(),
            shown(pause),
            command -> pauses.release(pauseId, command, caller));
  }

  private static CommandForm begin(List<String> clinics) {
    return CommandForm.of(
            ConsolePart.PAUSES.path(),
            "pause",
            "Stops all calls to the provider for a clinic, or with * for all clinics.",
            CommandForm.effects(
                "Calls to the provider", "wait until the pause is released",
                "What the provider sends", "is still recorded"),
            FREE)
        .asking(new AskedField("clinic", "a clinic, or * for all clinics", "", clinics));
  }

  private static CommandForm release(PauseView pause) {
    return CommandForm.of(
        "/console/pauses/" + pause.pauseId() + "/release",
        "release",
        "Ends the pause.",
        CommandForm.effects("The calls that wait", "go out at the provider's rate"),
        shown(pause));
  }

  private static String shown(PauseView pause) {
    return pause.releasedAt() == null ? PAUSED : FREE;
  }
}
