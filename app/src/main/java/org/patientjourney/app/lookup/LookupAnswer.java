package org.patientjourney.app.lookup;

import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Function;
import org.patientjourney.activities.lookup.ProviderLookups;
import org.patientjourney.activities.qualiphy.LookupResult;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.workflows.order.ClinicId;

/** What the doors that ask the provider have in common. */
final class LookupAnswer {
  private LookupAnswer() {}

  /** Asks for a list, unless the clinic has no account or the query has problems. */
  static <T> Response of(
      ProviderLookups lookups,
      String clinic,
      List<FieldProblem> problems,
      Function<ClinicId, LookupResult<T>> asking,
      Function<List<T>, Object> page) {
    if (!ClinicId.isValid(clinic) || !lookups.knows(new ClinicId(clinic))) {
      return Problem.response(404, "No such clinic", "expected a clinic of config.yml");
    }
    if (!problems.isEmpty()) {
      return Problem.response(400, "Query refused", "correct the query below", problems);
    }
    LookupResult<T> result = asking.apply(new ClinicId(clinic));
    return result instanceof LookupResult.Found<T> found
        ? Response.ok(page.apply(found.entries())).build()
        : failed((LookupResult.Failed<T>) result);
  }

  /** The cause is one of our constants, never the provider's text. */
  private static Response failed(LookupResult.Failed<?> failed) {
    return switch (failed.kind()) {
      case REFUSED ->
          Problem.response(
              502, "Refused by the provider", "a person must act first: " + failed.cause());
      case UNREADABLE ->
          Problem.response(
              502, "Unreadable answer", "expected a list of the provider: " + failed.cause());
      case UNREACHABLE, TOO_SLOW, RATE_LIMITED ->
          Problem.response(503, "Provider not reached", "try again in a while: " + failed.cause());
    };
  }
}
