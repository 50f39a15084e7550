package org.patientjourney.app.pause;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.activities.pause.PauseRow;
import org.patientjourney.activities.pause.Pauses;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.PersonalAccess;
import org.patientjourney.app.access.PersonalAccess.NoteView;
import org.patientjourney.app.access.PersonalAccess.PersonalRead;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.body.Texts.TextRule;
import org.patientjourney.app.command.CommandBody;
import org.patientjourney.app.command.SubjectCommands;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.app.query.QueryCheck;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.order.ClinicId;

/**
 * Stops all calls to the provider, for one clinic or for all; what it sends is still recorded.
 *
 * @param given to a clinic that is to be paused, or to the id of a pause
 */
@Path("/pauses")
@Produces(MediaType.APPLICATION_JSON)
public record PauseResource(
    Pauses pauses, Set<ClinicId> clinics, SubjectCommands given, PersonalReads reads) {
  public record PausePage(List<PauseView> pauses) {}

  /**
   * A pause as operations see it.
   *
   * @param clinic {@code *} for all clinics
   * @param releasedAt left out while it is in force
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PauseView(
      long pauseId,
      String clinic,
      Instant begunAt,
      String begunBy,
      @Nullable Instant releasedAt,
      @Nullable String releasedBy,
      String href) {
    static PauseView of(PauseRow row) {
      return new PauseView(
          row.pauseId(),
          row.clinic(),
          row.begunAt(),
          row.begunBy(),
          row.releasedAt(),
          row.releasedBy(),
          "/pauses/" + row.pauseId());
    }
  }

  /** At most 500: those in force, or all. A clinic's key sees those of all clinics too. */
  @GET
  @RolesAllowed(Role.OPERATIONS)
  @Operation(summary = "Pauses of the calls to the provider, newest first")
  public PausePage list(
      @QueryParam("open") @DefaultValue("true") String open,
      @QueryParam("clinic") @Nullable String clinic,
      @Context SecurityContext caller) {
    new QueryCheck().flag("open", open).clinic(clinic).refuse();
    return new PausePage(
        pauses.list(Boolean.parseBoolean(open), Caller.of(caller).clinicToList(clinic)).stream()
            .filter(pause -> isSeenBy(Caller.of(caller), pause))
            .map(PauseView::of)
            .toList());
  }

  @GET
  @RolesAllowed(Role.OPERATIONS)
  @Path("/{pauseId}")
  @Operation(summary = "A pause")
  public PauseView get(@PathParam("pauseId") String pauseId, @Context SecurityContext caller) {
    PauseRow pause = find(pauseId);
    if (!isSeenBy(Caller.of(caller), pause)) {
      throw notFound();
    }
    return PauseView.of(pause);
  }

  /** A clinic's key pauses its own clinic alone. One that is paused already stays so. */
  @POST
  @RolesAllowed(Role.OPERATIONS)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Pauses all calls to the provider for a clinic, or with * for all clinics")
  public PauseView begin(
      @RequestBody(content = @Content(schema = @Schema(ref = "PauseRequest")))
          @Nullable ObjectNode body,
      @Context SecurityContext caller) {
    ClinicId own = Caller.of(caller).clinic();
    TextRule known =
        TextRule.of(
            own == null
                ? "a clinic of config.yml, or * for all clinics"
                : "the key's own clinic, " + own,
            text -> isKnown(text) && mayCommand(Caller.of(caller), text));
    CommandBody command =
        CommandBody.read(
            ProblemType.COMMAND_REFUSED, body, caller, fields -> fields.text("clinic", known));
    String clinic = command.text("clinic");
    given.requireSame(clinic, command.origin(), "pause");
    PauseRow pause = pauses.begin(clinic, command.origin());
    if (pause.releasedAt() != null) {
      throw ProblemType.PAUSE_RELEASED.refusal(
          "expected the commandId of a pause in force, or a new one, found that of pause %d, released"
                  .formatted(pause.pauseId())
              + " at "
              + pause.releasedAt());
    }
    return PauseView.of(pause);
  }

  @POST
  @RolesAllowed(Role.OPERATIONS)
  @Path("/{pauseId}/release")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Ends a pause: the calls that wait go out at the provider's rate")
  public PauseView release(
      @PathParam("pauseId") String pauseId,
      @RequestBody(content = @Content(schema = @Schema(ref = "Acknowledgement")))
          @Nullable ObjectNode body,
      @Context SecurityContext caller) {
    Origin origin = CommandBody.originOf(body, caller);
    PauseRow pause = find(pauseId);
    if (!mayCommand(Caller.of(caller), pause.clinic())) {
      throw notFound();
    }
    given.requireSame(pause.pauseId(), origin, "release");
    return PauseView.of(pauses.release(pause, origin));
  }

  @GET
  @PersonalRead(PersonalEndpoint.PAUSE_REASON)
  @Path("/{pauseId}/reason")
  @Operation(summary = "Why calls to the provider were paused")
  public NoteView reason(@PathParam("pauseId") String pauseId, @BeanParam PersonalAccess access) {
    PauseRow pause = find(pauseId);
    ClinicId clinic = pause.clinic().equals(PauseRow.ALL) ? null : new ClinicId(pause.clinic());
    return new NoteView(
        access.read(
            request -> reads.pauseReason(request, pause.pauseId(), clinic),
            PauseResource::notFound));
  }

  /** The clinics that a caller may pause and that are not paused, {@code *} for all. */
  public List<String> pausable(SecurityContext context) {
    return Stream.concat(Stream.of(PauseRow.ALL), clinics.stream().map(ClinicId::value).sorted())
        .filter(clinic -> mayCommand(Caller.of(context), clinic) && !isInForce(clinic))
        .toList();
  }

  /** Whether calls are paused for a clinic itself, or with {@code *} for all. */
  public boolean isInForce(String clinic) {
    return pauses.list(true, null).stream().anyMatch(pause -> pause.clinic().equals(clinic));
  }

  /** Whether the pause is in force, and the caller may release it. */
  public boolean isReleasable(PauseView pause, SecurityContext caller) {
    return pause.releasedAt() == null && mayCommand(Caller.of(caller), pause.clinic());
  }

  private boolean isKnown(String clinic) {
    return clinic.equals(PauseRow.ALL)
        || (ClinicId.isValid(clinic) && clinics.contains(new ClinicId(clinic)));
  }

  private static boolean mayCommand(Caller caller, String clinic) {
    return caller.clinic() == null || caller.clinic().value().equals(clinic);
  }

  private static boolean isSeenBy(Caller caller, PauseRow pause) {
    return pause.clinic().equals(PauseRow.ALL) || mayCommand(caller, pause.clinic());
  }

  private PauseRow find(String id) {
    return QueryCheck.id(id).flatMap(pauses::find).orElseThrow(PauseResource::notFound);
  }

  private static WebApplicationException notFound() {
    return ProblemType.NO_SUCH_PAUSE.refusal("expected the id of a pause: GET /pauses lists them");
  }
}
