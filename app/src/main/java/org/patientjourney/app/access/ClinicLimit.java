package org.patientjourney.app.access;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.access.PersonalAccess.PersonalRead;
import org.patientjourney.app.problem.ProblemType;

/**
 * A key limited to a clinic finds nothing at paths that name another: {@code {clinic}}, or the
 * clinic that a {@code {journeyId}} begins with. Endpoints check lists and bodies themselves.
 */
public final class ClinicLimit implements DynamicFeature {
  @Override
  public void configure(ResourceInfo endpoint, FeatureContext application) {
    application.register(
        endpoint.getResourceMethod().isAnnotationPresent(PersonalRead.class)
            ? new NoStore()
            : new PathFilter());
  }

  /** No cache may keep personal data. */
  private static final class NoStore implements ContainerResponseFilter {
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
      response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
    }
  }

  /** After the role filter: a wrong role is refused for any path. */
  @Priority(Priorities.AUTHORIZATION + 1)
  private static final class PathFilter implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
      if (request.getSecurityContext().getUserPrincipal() instanceof Caller caller
          && caller.clinic() != null
          && namesAnother(caller.clinic().value(), request.getUriInfo().getPathParameters())) {
        request.abortWith(
            ProblemType.NOT_FOUND.response("expected what this key may see, found nothing"));
      }
    }

    private static boolean namesAnother(String own, MultivaluedMap<String, String> path) {
      @Nullable String clinic = path.getFirst("clinic");
      @Nullable String journey = path.getFirst("journeyId");
      return (clinic != null && !clinic.equals(own))
          || (journey != null && !journey.startsWith(own + ":"));
    }
  }
}
