package org.patientjourney.bench;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.FeatureContext;
import org.glassfish.jersey.internal.spi.ForcedAutoDiscoverable;

/**
 * A route that answers at once, without a key as the webhook; Jersey finds it where this module is
 * on the class path.
 */
@Path(DoNothing.PATH)
public final class DoNothing {
  static final String PATH = "/webhooks/nothing";

  @POST
  public void answer() {}

  /** Adds the route to every application that Jersey starts. */
  public static final class Discovery implements ForcedAutoDiscoverable {
    @Override
    public void configure(FeatureContext context) {
      context.register(DoNothing.class);
    }
  }
}
