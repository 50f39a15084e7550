package org.patientjourney.app.console;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.webhook.WebhookDelivery.DeliveryState;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.webhook.WebhookDeliveryResource;
import org.patientjourney.app.webhook.WebhookDeliveryResource.DeliveryPage;

/** The provider's deliveries, in the order of receipt: of the last day, or as asked for. */
@Hidden
@Path("/console/deliveries")
@Produces(MediaType.TEXT_HTML)
public record DeliveryPageResource(WebhookDeliveryResource deliveries, InstantSource clock) {
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
      @Context UriInfo uri,
      @Context SecurityContext caller) {
    String from = Query.since(uri, since, clock);
    DeliveryPage found = deliveries.list(state, journey, from, until, after, limit, caller);
    Page page =
        new Page("deliveries")
            .with("deliveries", found.deliveries())
            .with("states", DeliveryState.values())
            .with("isRecent", Query.isUnasked(uri));
    return Query.listed(page, uri, found.deliveries(), limit, found::cursor);
  }
}
