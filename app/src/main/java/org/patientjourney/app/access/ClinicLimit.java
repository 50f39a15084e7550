package org.patientjourney.app.access;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.MultivaluedMap;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.problem.Problem;

/**
 * A key limited to a clinic finds nothing at paths that name another: {@code {clinic}}, or the
 * clinic that a {@code {journeyId}} begins with. Lists and bodies are their doors' own matter.
 */
public final class ClinicLimit implements DynamicFeature {
  @Override
  public void configure(ResourceInfo door, FeatureContext application) {
    if (!door.getResourceClass().isAnnotationPresent(PersonalRead.class)) {
      application.register(new PathFilter());
    }
  }

  /** After the roles: a door that is shut to the role is shut whatever its path names. */
  @Priority(Priorities.AUTHORIZATION + 1)
  private static final class PathFilter implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
      if (request.getSecurityContext().getUserPrincipal() instanceof Caller caller
          && caller.clinic() != null
          && namesAnother(caller.clinic().value(), request.getUriInfo().getPathParameters())) {
        request.abortWith(
            Problem.response(404, "Not Found", "expected what this key may see, found nothing"));
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
