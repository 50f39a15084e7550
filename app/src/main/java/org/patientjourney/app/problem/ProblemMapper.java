package org.patientjourney.app.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what nobody caught into a problem: no stack trace, no content, an id to look for. */
public final class ProblemMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);
  private static final int FRAMES = 12;
  private static final Set<Status.Code> TEMPORAL_DOWN =
      EnumSet.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED);

  /** A proxy for the request that failed; null where no Jersey runs. */
  @Context private @Nullable ExtendedUriInfo matched;

  @Override
  public Response toResponse(Throwable failure) {
    if (failure instanceof WebApplicationException known && known.getResponse().getStatus() < 500) {
      return told(known.getResponse());
    }
    if (failure instanceof JsonProcessingException) {
      return Problem.response(400, "Bad Request", "expected JSON as docs/api.md describes it");
    }
    if (isUnavailable(failure)) {
      LOG.warn("unavailable: {}", failure.getClass().getName());
      return Problem.response(
          503, "Service Unavailable", "the record or the engine cannot be reached: try again");
    }
    return bug(failure);
  }

  private Response told(Response known) {
    String allow = known.getHeaderString(HttpHeaders.ALLOW);
    Response response =
        EndpointProblems.response(
            known.getStatus(), known.getStatusInfo().getReasonPhrase(), allow, matched);
    return allow == null
        ? response
        : Response.fromResponse(response).header(HttpHeaders.ALLOW, allow).build();
  }

  /** Types and places only: a message may quote what it choked on. */
  private static Response bug(Throwable failure) {
    UUID id = UUID.randomUUID();
    StringBuilder trace = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      trace.append("\n! ").append(cause.getClass().getName());
      Arrays.stream(cause.getStackTrace())
          .limit(FRAMES)
          .forEach(frame -> trace.append("\n!   at ").append(frame));
    }
    LOG.error("failure {}{}", id, trace);
    int status =
        failure instanceof WebApplicationException known ? known.getResponse().getStatus() : 500;
    return Problem.response(
        status, "Internal Server Error", "a bug: tell operations this id: " + id);
  }

  /** PostgreSQL manual, appendix A: class 08 is a connection, 57P a shutdown, 53 no resources. */
  private static boolean isUnavailable(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientConnectionException) {
        return true;
      }
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        String state = sql.getSQLState();
        return state.startsWith("08") || state.startsWith("57P") || state.startsWith("53");
      }
      if (cause instanceof StatusRuntimeException grpc
          && TEMPORAL_DOWN.contains(grpc.getStatus().getCode())) {
        return true;
      }
    }
    return false;
  }
}
