package org.patientjourney.app.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.webhook.WebhookDelivery;
import org.patientjourney.activities.webhook.WebhookDelivery.DeliveryState;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.console.CommandForm.AskedField;
import org.patientjourney.app.console.CommandForm.Sent;
import org.patientjourney.app.console.Query.Given;
import org.patientjourney.app.webhook.WebhookDeliveryResource;
import org.patientjourney.app.webhook.WebhookDeliveryResource.DeliveryPage;
import org.patientjourney.app.webhook.WebhookDeliveryResource.ReplayView;
import org.patientjourney.workflows.order.JourneyId;

/** The provider's deliveries, in the order of receipt: of the last day, or as asked for. */
@Hidden
@Path("/console/deliveries")
@Produces(MediaType.TEXT_HTML)
public record DeliveryPageResource(WebhookDeliveryResource deliveries, InstantSource clock) {
  private static final String REPLAY = "/console/deliveries/replay";

  /**
   * A delivery of the list.
   *
   * @param form null when it cannot be assigned
   */
  public record Row(WebhookDelivery delivery, @Nullable CommandForm form) {
    static Row of(WebhookDelivery delivery) {
      return new Row(
          delivery, WebhookDeliveryResource.isAssignable(delivery) ? assign(delivery) : null);
    }
  }

  /** The parameters are those of {@code GET /webhook-deliveries}. */
  @GET
  @RolesAllowed(Role.OPERATIONS)
  public Page list(
      @QueryParam("state") @Nullable String state,
      @QueryParam("journey") @Nullable String journey,
      @QueryParam("since") @Nullable String since,
      @QueryParam("until") @Nullable String until,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") @DefaultValue("50") String limit,
      @BeanParam Given command,
      @Context UriInfo uri,
      @Context SecurityContext caller) {
    String from = Query.since(uri, since, clock);
    DeliveryPage found = deliveries.list(state, journey, from, until, after, limit, caller);
    Page page =
        new Page("deliveries")
            .with("rows", found.deliveries().stream().map(Row::of).toList())
            .with("states", DeliveryState.values())
            .with("isRecent", Query.isUnasked(uri))
            .with("replay", replayOf(state, journey, from, until))
            .saying(command, deliveries.given());
    return Query.listed(page, uri, found.deliveries(), limit, found::cursor);
  }

  /** As {@code POST /webhook-deliveries/{deliveryId}/assign}. */
  @POST
  @RolesAllowed(Role.OPERATIONS)
  @Path("/{deliveryId}/assign")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response assign(
      @PathParam("deliveryId") String deliveryId,
      MultivaluedMap<String, String> form,
      @Context SecurityContext caller) {
    WebhookDelivery delivery = deliveries.get(deliveryId, caller);
    return new Sent(form)
        .give(
            ConsolePart.DELIVERIES,
            deliveries.given(),
            delivery.deliveryId(),
            delivery.state().name(),
            command -> deliveries.assign(deliveryId, command, caller));
  }

  /** What {@code POST /webhook-deliveries/replay} would do with a set of deliveries. */
  @GET
  @RolesAllowed(Role.OPERATIONS)
  @Path("/replay")
  public Page replay(
      @QueryParam("state") @Nullable String state,
      @QueryParam("journey") @Nullable String journey,
      @QueryParam("since") @Nullable String since,
      @QueryParam("until") @Nullable String until,
      @BeanParam Given command,
      @Context SecurityContext caller) {
    // Later ones would be in the set without having been shown.
    String end = Objects.requireNonNullElseGet(until, () -> clock.instant().toString());
    Map<String, String> set = set(state, journey, since, end);
    ReplayView plan = deliveries.replay(command(set), caller);
    Page page =
        new Page("replay").with("plan", plan).with("set", set).saying(command, deliveries.given());
    return plan.newFact() + plan.actsOnPatient() == 0
        ? page
        : page.with("form", replay(plan).with(set));
  }

  /** As {@code POST /webhook-deliveries/replay}. */
  @POST
  @RolesAllowed(Role.OPERATIONS)
  @Path("/replay")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response replay(MultivaluedMap<String, String> form, @Context SecurityContext caller) {
    Sent sent = new Sent(form);
    ObjectNode command = sent.command();
    sent.requireShown(
        shown(deliveries.replay(command, caller)),
        deliveries.given().isGiven(WebhookDeliveryResource.ofSet(caller), sent.commandId()));
    deliveries.replay(command.put("dryRun", false), caller);
    UriBuilder page =
        UriBuilder.fromPath(REPLAY).queryParam("of", WebhookDeliveryResource.ofSet(caller));
    for (String name : List.of("state", "journey", "since", "until")) {
      if (command.has(name)) {
        page.queryParam(name, "{" + name + "}").resolveTemplate(name, command.path(name).asText());
      }
    }
    return sent.seeAgain(page);
  }

  private static CommandForm assign(WebhookDelivery delivery) {
    JourneyId suggestion = delivery.suggestion();
    return CommandForm.of(
            "/console/deliveries/" + delivery.deliveryId() + "/assign",
            "assign",
            "Hands the delivery to a journey, which decides what it means.",
            CommandForm.effects(
                "The delivery",
                "is applied there if it names the journey's exam and order, else nothing is done",
                "The journey",
                "may act on it: the patient may notice"),
            delivery.state().name())
        .asking(
            new AskedField(
                "journeyId",
                "the id of a journey, such as juniper:WC-1:5101",
                suggestion == null ? "" : suggestion.value(),
                List.of()));
  }

  private static CommandForm replay(ReplayView plan) {
    Map<String, String> effects = new LinkedHashMap<>();
    effects.put("Journeys that act, so that the patient notices", plan.actsOnPatient() + "");
    effects.put("New facts without a new stage", plan.newFact() + "");
    effects.put("Deliveries without an effect", plan.noOp() + "");
    return CommandForm.of(
        REPLAY,
        "replay",
        "Replays what has an effect; each journey's journal says so.",
        effects,
        shown(plan));
  }

  private static String shown(ReplayView plan) {
    return plan.noOp() + " " + plan.newFact() + " " + plan.actsOnPatient();
  }

  private static String replayOf(
      @Nullable String state,
      @Nullable String journey,
      @Nullable String since,
      @Nullable String until) {
    UriBuilder page = UriBuilder.fromPath(REPLAY);
    Map<String, String> set = set(state, journey, since, until);
    set.keySet().forEach(name -> page.queryParam(name, "{" + name + "}"));
    return page.buildFromMap(set).toString();
  }

  private static ObjectNode command(Map<String, String> set) {
    ObjectNode command = JsonNodeFactory.instance.objectNode();
    set.forEach(command::put);
    return command;
  }

  /** The parts of a selection that are given. */
  private static Map<String, String> set(
      @Nullable String state,
      @Nullable String journey,
      @Nullable String since,
      @Nullable String until) {
    Map<String, String> set = new LinkedHashMap<>();
    put(set, "state", state);
    put(set, "journey", journey);
    put(set, "since", since);
    put(set, "until", until);
    return set;
  }

  private static void put(Map<String, String> set, String name, @Nullable String value) {
    if (value != null) {
      set.put(name, value);
    }
  }
}
