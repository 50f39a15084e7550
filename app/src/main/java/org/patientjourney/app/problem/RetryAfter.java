package org.patientjourney.app.problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;

/** Adds to each 503 when to try again. */
public final class RetryAfter implements ContainerResponseFilter {
  /** About as long as a failover of PostgreSQL or Temporal takes. */
  public static final String SECONDS = "5";

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (response.getStatus() == 503) {
      response.getHeaders().putSingle(HttpHeaders.RETRY_AFTER, SECONDS);
    }
  }
}
