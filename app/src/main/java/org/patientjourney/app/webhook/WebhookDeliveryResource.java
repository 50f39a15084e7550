package org.patientjourney.app.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.activities.webhook.WebhookDelivery;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.Downloads;
import org.patientjourney.app.access.PersonalAccess;
import org.patientjourney.app.access.PersonalAccess.PersonalRead;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.body.Fields;
import org.patientjourney.app.body.Texts.TextRule;
import org.patientjourney.app.command.CommandBody;
import org.patientjourney.app.command.SubjectCommands;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.app.webhook.DeliveryCommands.Effect;
import org.patientjourney.app.webhook.DeliveryCommands.Replayed;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.JourneyId;

/** The stored deliveries of the provider: list, assign, replay. */
@Path("/webhook-deliveries")
@Produces(MediaType.APPLICATION_JSON)
public record WebhookDeliveryResource(
    StoredDeliveries deliveries,
    DeliveryCommands commands,
    SubjectCommands given,
    PersonalReads reads,
    Runnable wakeRelay) {
  private static final int LARGEST_SET = 500;
  private static final TextRule ANY = TextRule.of("a text", text -> true);
  private static final TextRule JOURNEY_ID = TextRule.of("a journey's id", JourneyId::isValid);

  /**
   * Some deliveries of the list.
   *
   * @param cursor what to ask for as {@code after} next; absent at the end
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record DeliveryPage(List<WebhookDelivery> deliveries, @Nullable String cursor) {}

  /**
   * What a replay of a set of deliveries does, or would do.
   *
   * @param more whether the set goes on behind these: ask again, later ones first need a narrower
   *     set
   */
  public record ReplayView(
      boolean dryRun,
      long noOp,
      long newFact,
      long actsOnPatient,
      List<Replayed> deliveries,
      boolean more) {
    static ReplayView of(List<Replayed> set, boolean dryRun, boolean more) {
      Map<Effect, Long> counts =
          set.stream().collect(Collectors.groupingBy(Replayed::effect, Collectors.counting()));
      return new ReplayView(
          dryRun,
          counts.getOrDefault(Effect.NO_OP, 0L),
          counts.getOrDefault(Effect.NEW_FACT, 0L),
          counts.getOrDefault(Effect.ACTS_ON_PATIENT, 0L),
          set,
          more);
    }
  }

  /** In the order of receipt; a key of one clinic sees no quarantine, which has no clinic. */
  @GET
  @RolesAllowed(Role.OPERATIONS)
  @Operation(summary = "Webhook deliveries in the order of receipt")
  public DeliveryPage list(
      @QueryParam("state") @Nullable String state,
      @QueryParam("journey") @Nullable String journey,
      @QueryParam("since") @Nullable String since,
      @QueryParam("until") @Nullable String until,
      @Parameter(description = "The cursor of the page before.", schema = @Schema(type = "string"))
          @QueryParam("after")
          @Nullable String after,
      @QueryParam("limit") @DefaultValue("100") String limit,
      @Context SecurityContext caller) {
    DeliveryQuery query = new DeliveryQuery(state, journey, since, until, after, limit);
    query.check().refuse();
    String clinic = Caller.of(caller).clinicToList(null);
    List<WebhookDelivery> page = deliveries.suggested(deliveries.page(query, clinic, query.size()));
    WebhookDelivery last = page.isEmpty() ? null : page.get(page.size() - 1);
    String cursor =
        last == null
            ? null
            : new DeliveryQuery.Cursor(last.receivedAt(), last.deliveryId().value()).toString();
    return new DeliveryPage(page, cursor);
  }

  @GET
  @RolesAllowed(Role.OPERATIONS)
  @Path("/{deliveryId}")
  @Operation(summary = "A webhook delivery, without its body")
  public WebhookDelivery get(
      @PathParam("deliveryId") String deliveryId, @Context SecurityContext caller) {
    return WebhookDeliveryId.parse(deliveryId)
        .flatMap(id -> deliveries.find(id, Caller.of(caller).clinicToList(null)))
        .orElseThrow(WebhookDeliveryResource::unknown);
  }

  /** A file to save: a browser must not show it. */
  @GET
  @PersonalRead(PersonalEndpoint.DELIVERY_BODY)
  @Path("/{deliveryId}/body")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Operation(summary = "The bytes of a webhook delivery as they came")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = "application/octet-stream",
              schema = @Schema(type = "string", format = "binary")))
  public Response body(
      @PathParam("deliveryId") String deliveryId, @BeanParam PersonalAccess access) {
    WebhookDeliveryId id =
        WebhookDeliveryId.parse(deliveryId).orElseThrow(WebhookDeliveryResource::unknown);
    byte[] body =
        access
            .forDispensingOnlyIf(reads.isForDispensingAlone(id))
            .read(request -> reads.deliveryBody(request, id), WebhookDeliveryResource::unknown);
    return Downloads.file(body, MediaType.APPLICATION_OCTET_STREAM, id + ".bin");
  }

  /** Whether a person may assign a delivery. */
  public static boolean isAssignable(WebhookDelivery delivery) {
    return DeliveryCommands.refusal(delivery).isEmpty();
  }

  /** What a command to a set of deliveries is given to. */
  public static String ofSet(SecurityContext caller) {
    return "set:" + Caller.of(caller).clinicToList(null);
  }

  private static WebApplicationException unknown() {
    return ProblemType.NO_SUCH_DELIVERY.refusal(
        "expected the id of a webhook delivery, found none: "
            + "GET /webhook-deliveries lists them");
  }

  /** Assigns a delivery without a journey to one. */
  @POST
  @RolesAllowed(Role.OPERATIONS)
  @Path("/{deliveryId}/assign")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Assigns a delivery to a journey")
  public WebhookDelivery assign(
      @PathParam("deliveryId") String deliveryId,
      @RequestBody(content = @Content(schema = @Schema(ref = "Assignment")))
          @Nullable ObjectNode body,
      @Context SecurityContext caller) {
    CommandBody read =
        CommandBody.read(
            ProblemType.COMMAND_REFUSED,
            body,
            caller,
            fields -> fields.text("journeyId", JOURNEY_ID));
    JourneyId journey = new JourneyId(read.text("journeyId"));
    WebhookDeliveryId id = get(deliveryId, caller).deliveryId();
    if (!Caller.of(caller).sees(journey)) {
      throw unknown();
    }
    Map<String, String> command = Map.of("command", "assign", "journeyId", journey.value());
    given.requireSame(id, read.origin(), command);
    commands
        .assign(id, journey, read.origin())
        .ifPresent(
            why -> {
              throw ProblemType.ASSIGNMENT_REFUSED.refusal(why);
            });
    wakeRelay.run();
    return get(deliveryId, caller);
  }

  /** Replays a set of deliveries; without {@code "dryRun": false} only predicts the effect. */
  @POST
  @RolesAllowed(Role.OPERATIONS)
  @Path("/replay")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Replays a set of deliveries, or only predicts the effect")
  public ReplayView replay(
      @RequestBody(content = @Content(schema = @Schema(ref = "ReplayRequest")))
          @Nullable ObjectNode body,
      @Context SecurityContext caller) {
    boolean isForReal = body != null && body.path("dryRun").asText().equals("false");
    String clinic = Caller.of(caller).clinicToList(null);
    Optional<Origin> origin = Optional.empty();
    DeliveryQuery query;
    if (isForReal) {
      CommandBody read =
          CommandBody.read(
              ProblemType.COMMAND_REFUSED, body, caller, WebhookDeliveryResource::readSelection);
      query = selection(read.values());
      origin = Optional.of(read.origin());
      given.requireSame(
          ofSet(caller), read.origin(), Map.of("command", "replay", "of", query.toString()));
    } else {
      query = selection(dryRun(body));
    }
    List<WebhookDelivery> set = deliveries.page(query, clinic, LARGEST_SET + 1);
    List<WebhookDelivery> first = set.subList(0, Math.min(set.size(), LARGEST_SET));
    List<Replayed> outcomes =
        origin
            .map(by -> commands.replay(first, by))
            .orElseGet(() -> first.stream().map(commands::effect).toList());
    wakeRelay.run();
    return ReplayView.of(outcomes, !isForReal, set.size() > LARGEST_SET);
  }

  /** A dry run needs neither id nor reason, nor a body. */
  private static ObjectNode dryRun(@Nullable ObjectNode body) {
    return CommandBody.values(
        ProblemType.COMMAND_REFUSED,
        body == null ? JsonNodeFactory.instance.objectNode() : body,
        all -> {
          all.optionalText("commandId", ANY);
          all.optionalText("reason", ANY);
          readSelection(all);
        });
  }

  private static void readSelection(Fields fields) {
    fields.optionalFlag("dryRun");
    List.of("state", "journey", "since", "until").forEach(name -> fields.optionalText(name, ANY));
    DeliveryQuery query = selection(fields.values());
    query
        .check()
        .problems()
        .forEach(wrong -> fields.problem(wrong.pointer(), wrong.expected(), wrong.found()));
    if (query.isOfQuarantine()) {
      fields.problem("/state", "a state of a placed delivery", "quarantine: assign first");
    }
  }

  private static DeliveryQuery selection(ObjectNode values) {
    return new DeliveryQuery(
        values.path("state").textValue(),
        values.path("journey").textValue(),
        values.path("since").textValue(),
        values.path("until").textValue(),
        null,
        Integer.toString(LARGEST_SET));
  }
}
