package org.patientjourney.app.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowServiceException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.glassfish.jersey.server.model.RuntimeResource;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.encryption.ErasedException;
import org.patientjourney.app.logging.FailureCauses;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns each failure into a problem: no stack trace, no content, an id to look for. */
public final class ProblemMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);
  private static final int FRAMES = 12;
  private static final String ENDPOINTS = ": GET /openapi.json and /docs describe all endpoints";

  /** What a server answers that is killed meanwhile, or that cannot serve. */
  private static final Set<Status.Code> TEMPORAL_DOWN =
      EnumSet.of(
          Status.Code.UNAVAILABLE,
          Status.Code.DEADLINE_EXCEEDED,
          Status.Code.RESOURCE_EXHAUSTED,
          Status.Code.ABORTED,
          Status.Code.CANCELLED,
          Status.Code.INTERNAL,
          Status.Code.UNKNOWN);

  /**
   * PostgreSQL manual, appendix A. Classes: 08 connection, 40 transaction rollback (serialization
   * failure, deadlock), 53 insufficient resources, 57 operator intervention (shutdown, cancelled
   * statement). Codes: 25006 read-only (a standby, after a failover), 25P03 idle in transaction for
   * too long, 55P03 lock not available.
   */
  private static final Pattern POSTGRESQL_UNAVAILABLE =
      Pattern.compile("(08|40|53|57)...|25006|25P03|55P03");

  /** A proxy for the request that failed; null where no Jersey runs. */
  @Context private @Nullable ExtendedUriInfo matched;

  @Override
  public Response toResponse(Throwable failure) {
    if (failure instanceof WebApplicationException known
        && (known.getResponse().getStatus() < 500
            || known.getResponse().getEntity() instanceof Problem)) {
      return described(known.getResponse());
    }
    if (failure instanceof JsonProcessingException) {
      return ProblemType.BAD_REQUEST.response("expected JSON as docs/api.md describes it");
    }
    if (failure instanceof ErasedException erased) {
      Instant at = erased.erasedAt();
      return ProblemType.ERASED.response(
          "expected data that is kept, found that it was erased" + (at == null ? "" : " at " + at));
    }
    if (isUnavailable(failure)) {
      LOG.warn("unavailable: {}", FailureCauses.of(failure));
      return ProblemType.SERVICE_UNAVAILABLE.response(
          "the record or the engine cannot be reached: try again");
    }
    return bug(failure);
  }

  private Response described(Response known) {
    if (known.getEntity() instanceof Problem) {
      return known;
    }
    String allow = known.getHeaderString(HttpHeaders.ALLOW);
    Response response =
        Problem.ofStatus(
                known.getStatus(),
                known.getStatusInfo().getReasonPhrase(),
                detail(known.getStatus(), allow, matched))
            .toResponse();
    return allow == null
        ? response
        : Response.fromResponse(response).header(HttpHeaders.ALLOW, allow).build();
  }

  /** Logs types, codes and places only: a message may quote personal data. */
  private static Response bug(Throwable failure) {
    UUID id = UUID.randomUUID();
    StringBuilder trace = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      trace.append("\n! ").append(FailureCauses.ofOne(cause));
      Arrays.stream(cause.getStackTrace())
          .limit(FRAMES)
          .forEach(frame -> trace.append("\n!   at ").append(frame));
    }
    LOG.error("failure {}{}", id, trace);
    int status =
        failure instanceof WebApplicationException known ? known.getResponse().getStatus() : 500;
    return Problem.ofStatus(
            status, "Internal Server Error", "a bug: report it to operations with this id: " + id)
        .toResponse();
  }

  /**
   * Whether PostgreSQL, Temporal or a full queue is the reason: the same request may succeed later.
   */
  public static boolean isUnavailable(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientConnectionException
          || cause instanceof RejectedExecutionException
          || cause instanceof CancellationException // Temporal's SDK throws it for CANCELLED
          || hasWaitedInVain(cause)) {
        return true;
      }
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return POSTGRESQL_UNAVAILABLE.matcher(sql.getSQLState()).matches();
      }
      if (cause instanceof StatusRuntimeException grpc
          && TEMPORAL_DOWN.contains(grpc.getStatus().getCode())) {
        return true;
      }
    }
    return false;
  }

  /**
   * A call that waited for another one's first look at Temporal's server
   * (findings/second-call-of-an-unreachable-server.sh).
   */
  private static boolean hasWaitedInVain(Throwable failure) {
    return failure instanceof WorkflowServiceException
        && failure.getCause() instanceof IllegalArgumentException;
  }

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
