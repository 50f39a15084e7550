package org.patientjourney.app.console;

import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/**
 * The command that was given on a page of a list, as the address of the page says it.
 *
 * @param of its subject
 * @param given its id
 */
record Given(@Nullable String of, @Nullable String given) {
  public Given(@QueryParam("of") @Nullable String of, @QueryParam("given") @Nullable String given) {
    this.of = of;
    this.given = given;
  }
}
