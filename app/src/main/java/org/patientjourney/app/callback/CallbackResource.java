package org.patientjourney.app.callback;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
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
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.alarm.AlarmDao;
import org.patientjourney.activities.callback.CallbackDao;
import org.patientjourney.activities.callback.CallbackDao.EndpointRow;
import org.patientjourney.activities.callback.CallbackEndpoint;
import org.patientjourney.activities.callback.CallbackRow;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.body.Texts.TextRule;
import org.patientjourney.app.command.CommandBody;
import org.patientjourney.app.command.SubjectCommands;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.app.query.QueryCheck;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.order.JourneyId;

/** What clinics' systems were told, are still to be told, and which of them do not answer. */
@Path("/callbacks")
@Produces(MediaType.APPLICATION_JSON)
public record CallbackResource(
    Jdbi jdbi, List<CallbackEndpoint> endpoints, SubjectCommands given, InstantSource clock) {
  private static final int PAGE = 500;
  private static final TextRule SINCE =
      TextRule.of(
          "an ISO-8601 instant like 2026-11-28T12:00:00Z",
          text -> QueryCheck.instant(text) != null);

  public record CallbackPage(List<CallbackView> callbacks) {}

  public record EndpointPage(List<EndpointView> endpoints) {}

  /**
   * What a replay has begun.
   *
   * @param sent how many messages are due again
   */
  public record ReplayView(String endpoint, int sent) {}

  /**
   * One message.
   *
   * @param callbackId the receiver's {@code webhook-id}
   * @param nextAttemptAt null once it is delivered or skipped
   * @param outcome of the latest attempt: an HTTP status, {@code NOT_REACHED}, {@code TOO_SLOW},
   *     {@code PRIVATE_ADDRESS} or {@code NOT_SENT}; {@code SKIPPED} by command
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CallbackView(
      long id,
      UUID callbackId,
      String endpoint,
      JourneyId journeyId,
      String type,
      Instant createdAt,
      int attempts,
      @Nullable Instant nextAttemptAt,
      @Nullable Instant deliveredAt,
      @Nullable String outcome) {
    static CallbackView of(CallbackRow row) {
      return new CallbackView(
          row.id(),
          row.callbackId(),
          row.endpoint(),
          row.journeyId(),
          row.kind().type(),
          row.createdAt(),
          row.attempts(),
          row.nextAttemptAt(),
          row.deliveredAt(),
          row.outcome());
    }
  }

  /**
   * The health of one endpoint.
   *
   * @param configured false when messages wait for an endpoint that {@code config.yml} does not
   *     name
   * @param failures since its last success
   * @param failingSince left out when it works
   * @param disabledAt nothing is sent until it is enabled
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record EndpointView(
      String endpoint,
      boolean configured,
      int failures,
      @Nullable Instant failingSince,
      @Nullable Instant nextAttemptAt,
      @Nullable Instant disabledAt) {
    static EndpointView of(EndpointRow row, boolean configured) {
      return new EndpointView(
          row.endpoint(),
          configured,
          row.failures(),
          row.failingSince(),
          row.nextAttemptAt(),
          row.disabledAt());
    }
  }

  /** At most 500; {@code before} is the last id of the page before. */
  @GET
  @RolesAllowed(Role.OPERATIONS)
  @Operation(summary = "Messages to clinics' systems, newest first")
  public CallbackPage list(
      @QueryParam("clinic") @Nullable String clinic,
      @QueryParam("journey") @Nullable String journey,
      @QueryParam("waiting") @DefaultValue("false") String waiting,
      @QueryParam("before") @DefaultValue(QueryCheck.NEWEST) String before,
      @Context SecurityContext context) {
    new QueryCheck()
        .clinic(clinic)
        .journey("journey", journey)
        .flag("waiting", waiting)
        .number("before", before, "the id of a callback")
        .refuse();
    Caller caller = Caller.of(context);
    return new CallbackPage(
        jdbi
            .onDemand(CallbackDao.class)
            .findPage(
                caller.clinicToList(clinic),
                journey == null ? null : new JourneyId(journey),
                Boolean.parseBoolean(waiting),
                Long.parseLong(before),
                PAGE)
            .stream()
            .filter(row -> caller.sees(row.journeyId()))
            .map(CallbackView::of)
            .toList());
  }

  @GET
  @RolesAllowed(Role.OPERATIONS)
  @Path("/endpoints")
  @Operation(summary = "Endpoints of clinics' systems, and which of them fail")
  public EndpointPage endpoints(@Context SecurityContext context) {
    Caller caller = Caller.of(context);
    Set<String> ids = new TreeSet<>(jdbi.onDemand(CallbackDao.class).findWaitingEndpoints());
    endpoints.forEach(endpoint -> ids.add(endpoint.id()));
    return new EndpointPage(
        ids.stream()
            .filter(id -> caller.clinic() == null || id.startsWith(caller.clinic() + "/"))
            .map(this::health)
            .toList());
  }

  @POST
  @RolesAllowed(Role.OPERATIONS)
  @Path("/{id}/skip")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Gives one message up, so that the later ones of its journey are sent")
  public CallbackView skip(
      @PathParam("id") String id,
      @RequestBody(content = @Content(schema = @Schema(ref = "Acknowledgement")))
          @Nullable ObjectNode body,
      @Context SecurityContext caller) {
    CallbackRow row = find(id, caller);
    given.requireSame(row.id(), CommandBody.originOf(body, caller), "skip");
    jdbi.useTransaction(
        handle -> {
          if (handle.attach(CallbackDao.class).skip(row.id())) {
            handle
                .attach(AlarmDao.class)
                .close(row.journeyId(), AlarmKind.CALLBACK_UNDELIVERED, clock.instant());
          }
        });
    return CallbackView.of(find(id, caller));
  }

  @POST
  @RolesAllowed(Role.OPERATIONS)
  @Path("/endpoints/{clinic}/{name}/enable")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Sends to a failing or disabled endpoint again")
  public EndpointView enable(
      @PathParam("clinic") String clinic,
      @PathParam("name") String name,
      @RequestBody(content = @Content(schema = @Schema(ref = "Acknowledgement")))
          @Nullable ObjectNode body,
      @Context SecurityContext caller) {
    CallbackEndpoint endpoint = find(clinic, name, caller);
    Origin origin = CommandBody.originOf(body, caller);
    given.requireSame(endpoint.id(), origin, "enable");
    Instant givenAt = given.givenAt(endpoint.id(), origin);
    jdbi.useTransaction(
        handle -> {
          CallbackDao callbacks = handle.attach(CallbackDao.class);
          if (callbacks.enable(endpoint.id(), givenAt)) {
            Instant now = clock.instant();
            callbacks.dueNow(endpoint.id(), now);
            handle
                .attach(AlarmDao.class)
                .closeAbout(AlarmKind.CALLBACKS_STOPPED, endpoint.id(), now);
          }
        });
    return health(endpoint.id());
  }

  /** The same command again sends nothing twice. */
  @POST
  @RolesAllowed(Role.OPERATIONS)
  @Path("/endpoints/{clinic}/{name}/replay")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Sends again what an endpoint was told since an instant")
  public ReplayView replay(
      @PathParam("clinic") String clinic,
      @PathParam("name") String name,
      @RequestBody(content = @Content(schema = @Schema(ref = "CallbackReplay")))
          @Nullable ObjectNode body,
      @Context SecurityContext caller) {
    CallbackEndpoint endpoint = find(clinic, name, caller);
    CommandBody read =
        CommandBody.read(
            ProblemType.COMMAND_REFUSED, body, caller, fields -> fields.text("since", SINCE));
    Instant since = Objects.requireNonNull(QueryCheck.instant(read.text("since")));
    given.requireSame(endpoint.id(), read.origin(), Map.of("command", "replay", "since", since));
    Instant givenAt = given.givenAt(endpoint.id(), read.origin());
    int sent =
        jdbi.onDemand(CallbackDao.class).replay(endpoint.id(), since, givenAt, clock.instant());
    return new ReplayView(endpoint.id(), sent);
  }

  private EndpointView health(String id) {
    boolean configured = endpoints.stream().anyMatch(endpoint -> endpoint.id().equals(id));
    return jdbi.onDemand(CallbackDao.class)
        .findEndpoint(id)
        .map(row -> EndpointView.of(row, configured))
        .orElseGet(() -> new EndpointView(id, configured, 0, null, null, null));
  }

  private CallbackRow find(String id, SecurityContext caller) {
    return QueryCheck.id(id)
        .flatMap(number -> jdbi.onDemand(CallbackDao.class).find(number))
        .filter(found -> Caller.of(caller).sees(found.journeyId()))
        .orElseThrow(
            () ->
                ProblemType.NO_SUCH_CALLBACK.refusal(
                    "expected the id of a message: GET /callbacks lists them"));
  }

  private CallbackEndpoint find(String clinic, String name, SecurityContext caller) {
    return endpoints.stream()
        .filter(endpoint -> endpoint.id().equals(clinic + "/" + name))
        .filter(endpoint -> Caller.of(caller).sees(endpoint.clinic()))
        .findFirst()
        .orElseThrow(
            () ->
                ProblemType.NO_SUCH_CALLBACK_ENDPOINT.refusal(
                    "expected an endpoint of clinics.<clinic>.callbacks:"
                        + " GET /callbacks/endpoints lists them"));
  }
}
