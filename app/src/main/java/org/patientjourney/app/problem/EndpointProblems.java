package org.patientjourney.app.problem;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.glassfish.jersey.server.model.RuntimeResource;
import org.jspecify.annotations.Nullable;

/** Details of refusals by the HTTP server: what the matched path accepts. */
public final class EndpointProblems {
  private static final String ENDPOINTS = ": GET /openapi.json and /docs describe all endpoints";

  private EndpointProblems() {}

  /**
   * What a request of this status should have been.
   *
   * @param allow the methods of the path, when the method was refused
   * @param matched null outside of a request
   */
  static String detail(int status, @Nullable String allow, @Nullable ExtendedUriInfo matched) {
    return switch (status) {
      case 403 -> forbidden(matched);
      case 404 -> "expected the path of an endpoint, found another" + ENDPOINTS;
      case 405 -> "expected one of the methods " + allow + ", found another" + ENDPOINTS;
      case 406 ->
          "expected an Accept header with "
              + types(matched, ResourceMethod::getProducedTypes)
              + ", found others alone";
      case 415 ->
          "expected the Content-Type "
              + types(matched, ResourceMethod::getConsumedTypes)
              + ", found another or none";
      default -> "expected a request as docs/api.md describes it, found another" + ENDPOINTS;
    };
  }

  /** Refuses a caller whose role is none of these. */
  public static WebApplicationException forbidden(List<String> roles) {
    return ProblemType.FORBIDDEN.refusal(forbidden(String.join(" or ", roles)));
  }

  private static String forbidden(@Nullable ExtendedUriInfo matched) {
    return forbidden(
        Optional.ofNullable(matched)
            .map(ExtendedUriInfo::getMatchedResourceMethod)
            .map(method -> method.getInvocable().getHandlingMethod())
            .map(method -> method.getAnnotation(RolesAllowed.class))
            .map(allowed -> String.join(" or ", allowed.value()))
            .orElse("that this endpoint names"));
  }

  private static String forbidden(String roles) {
    return "expected a key of the role " + roles + ", found a key of another role" + ENDPOINTS;
  }

  private static String types(
      @Nullable ExtendedUriInfo matched, Function<ResourceMethod, List<MediaType>> types) {
    String known =
        Stream.ofNullable(matched)
            .map(ExtendedUriInfo::getMatchedRuntimeResources)
            .flatMap(Collection::stream)
            .limit(1)
            .map(RuntimeResource::getResourceMethods)
            .flatMap(Collection::stream)
            .map(types)
            .flatMap(Collection::stream)
            .map(MediaType::toString)
            .distinct()
            .sorted()
            .collect(Collectors.joining(" or "));
    return known.isEmpty() ? "of the endpoint" : known;
  }
}
