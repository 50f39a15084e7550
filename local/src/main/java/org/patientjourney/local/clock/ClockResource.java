package org.patientjourney.local.clock;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.problem.ProblemType;

/** The clock of a laptop's engine; production has no such endpoint. */
@Path("/clock")
@Produces(MediaType.APPLICATION_JSON)
public record ClockResource(Supplier<@Nullable Travel> travel) {
  /** Longer than any wait of a journey. */
  private static final Duration LONGEST = Duration.ofDays(400);

  /**
   * How far to go.
   *
   * @param by an ISO 8601 duration, such as {@code P21D}
   */
  public record Request(@JsonProperty @Nullable String by) {}

  @GET
  @RolesAllowed(Role.OPERATIONS)
  @Operation(summary = "The time of the engine on a laptop")
  public Response now() {
    Travel clock = travel.get();
    return clock == null ? none() : Response.ok(Map.of("now", clock.now().toString())).build();
  }

  /** Returns when all work that fell due on the way is done. */
  @POST
  @RolesAllowed(Role.OPERATIONS)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Lets time pass for the engine on a laptop")
  public Response move(@Nullable Request request, @Context SecurityContext caller) {
    if (Caller.of(caller).clinic() != null) {
      return ProblemType.FORBIDDEN.response(
          "expected a key of every clinic, as time passes for all of them");
    }
    Travel clock = travel.get();
    if (clock == null) {
      return none();
    }
    Duration by = by(request);
    if (by.isNegative() || by.isZero() || by.compareTo(LONGEST) > 0) {
      return ProblemType.NO_SUCH_TRAVEL.response(
          "expected by, a duration forward of at most " + LONGEST);
    }
    try {
      return Response.ok(clock.by(by)).build();
    } catch (IOException e) {
      return ProblemType.THE_TRAVEL_STOPPED.response(String.valueOf(e.getMessage()));
    }
  }

  private static Duration by(@Nullable Request request) {
    try {
      return request == null || request.by() == null ? Duration.ZERO : Duration.parse(request.by());
    } catch (DateTimeParseException noDuration) {
      return Duration.ZERO;
    }
  }

  private static Response none() {
    return ProblemType.NO_CLOCK_TO_MOVE.response(
        "expected the embedded engine or Temporal's server 1.32 (CLI 1.9.1), found one that runs in real time: start it with --day 1s");
  }
}
