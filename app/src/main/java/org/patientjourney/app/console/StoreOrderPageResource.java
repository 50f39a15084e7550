package org.patientjourney.app.console;

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
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.intake.StoreOutcome;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.console.CommandForm.Sent;
import org.patientjourney.app.console.Query.Given;
import org.patientjourney.app.intake.StoreDeliveryResource;
import org.patientjourney.app.intake.StoreDeliveryResource.StoreDeliveryView;
import org.patientjourney.app.query.QueryCheck;

/** Stores' orders that wait for a person, with what is missing and what can be done about it. */
@Hidden
@Path("/console/store-orders")
@Produces(MediaType.TEXT_HTML)
public record StoreOrderPageResource(StoreDeliveryResource deliveries) {
  private static final int PAGE = 50;

  /**
   * A delivery of the list.
   *
   * @param forms of the commands that it takes
   */
  public record Row(StoreDeliveryView delivery, List<CommandForm> forms) {
    static Row of(StoreDeliveryView delivery) {
      StoreOutcome outcome = delivery.outcome();
      List<CommandForm> forms = new ArrayList<>();
      if (StoreDeliveryResource.isRetriable(outcome)) {
        forms.add(retry(delivery));
      }
      if (outcome != null && outcome.isStopped()) {
        forms.add(dismiss(delivery));
      }
      return new Row(delivery, forms);
    }
  }

  /** The list, newest first; the parameters are those of {@code GET /store-deliveries}. */
  @GET
  @RolesAllowed(Role.OPERATIONS)
  public Page list(
      @QueryParam("clinic") @Nullable String clinic,
      @QueryParam("outcome") @Nullable String outcome,
      @QueryParam("before") @DefaultValue(QueryCheck.NEWEST) String before,
      @BeanParam Given command,
      @Context UriInfo uri,
      @Context SecurityContext caller) {
    List<StoreDeliveryView> found = deliveries.list(clinic, outcome, before, caller).deliveries();
    Page page =
        new Page("store-orders")
            .with("rows", found.stream().limit(PAGE).map(Row::of).toList())
            .with("outcomes", StoreOutcome.values())
            .with("query", Query.of(uri))
            .saying(command, deliveries.given());
    return found.size() > PAGE
        ? page.with("next", Query.next(uri, "before", Long.toString(found.get(PAGE - 1).id())))
        : page;
  }

  /** As {@code POST /store-deliveries/{id}/retry}. */
  @POST
  @RolesAllowed(Role.OPERATIONS)
  @Path("/{id}/retry")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response retry(
      @PathParam("id") String id,
      MultivaluedMap<String, String> form,
      @Context SecurityContext caller) {
    return give(id, form, caller, command -> deliveries.retry(id, command, caller));
  }

  /** As {@code POST /store-deliveries/{id}/dismiss}. */
  @POST
  @RolesAllowed(Role.OPERATIONS)
  @Path("/{id}/dismiss")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response dismiss(
      @PathParam("id") String id,
      MultivaluedMap<String, String> form,
      @Context SecurityContext caller) {
    return give(id, form, caller, command -> deliveries.dismiss(id, command, caller));
  }

  private Response give(
      String id,
      MultivaluedMap<String, String> form,
      SecurityContext caller,
      Consumer<ObjectNode> command) {
    StoreDeliveryView delivery = deliveries.get(id, caller);
    return new Sent(form)
        .give(
            ConsolePart.STORE_ORDERS,
            deliveries.given(),
            delivery.id(),
            String.valueOf(delivery.outcome()),
            command);
  }

  private static CommandForm retry(StoreDeliveryView delivery) {
    return CommandForm.of(
        "/console/store-orders/" + delivery.id() + "/retry",
        "retry",
        "Tries once more to make an order of it, as config.yml is now.",
        CommandForm.effects(
            "The order", "is accepted, and its invites are sent, if nothing is missing any more",
            "Otherwise", "the delivery stays here, with what is missing now"),
        String.valueOf(delivery.outcome()));
  }

  private static CommandForm dismiss(StoreDeliveryView delivery) {
    return CommandForm.of(
        "/console/store-orders/" + delivery.id() + "/dismiss",
        "dismiss",
        "Takes it off this list, because you have seen to it otherwise.",
        CommandForm.effects(
            "The order", "is not accepted; a later update of the store is read as ever",
            "The alarm", "of the store is closed when nothing else of it waits"),
        String.valueOf(delivery.outcome()));
  }
}
