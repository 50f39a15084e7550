package org.patientjourney.app.compliance;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.compliance.AccessRequest;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.app.problem.NoSuchJourney;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.workflows.order.JourneyId;

/** Role, purpose and no-store: what all endpoints of personal data share. */
public final class PersonalAccess {
  /** The request's header that says why somebody reads. */
  public static final String PURPOSE = "X-Purpose";

  private static final int LONGEST_PURPOSE = 200;

  private PersonalAccess() {}

  /**
   * Reads, or lets the refusal be written down.
   *
   * @param read is called for callers without the role too; it leaves the line and opens nothing
   */
  public static Response read(
      SecurityContext context,
      PersonalEndpoint endpoint,
      @Nullable String header,
      Function<AccessRequest, Response> read) {
    return read(context, endpoint, false, header, read);
  }

  /**
   * The same.
   *
   * @param forDispensingAlone what may name a controlled substance
   */
  static Response read(
      SecurityContext context,
      PersonalEndpoint endpoint,
      boolean forDispensingAlone,
      @Nullable String header,
      Function<AccessRequest, Response> read) {
    Caller caller = Caller.of(context);
    List<String> roles = roles(endpoint, forDispensingAlone);
    boolean mayRead = roles.stream().anyMatch(context::isUserInRole);
    Optional<String> purpose = purpose(header);
    if (mayRead && purpose.isEmpty()) {
      return Problem.response(
          422,
          "Purpose missing",
          "nothing was read: say in the header " + PURPOSE + " why you read",
          List.of(new FieldProblem("", expected(), found(header))));
    }
    Response answer =
        read.apply(
            new AccessRequest(
                caller.name(),
                caller.role(),
                caller.clinic(),
                endpoint,
                mayRead,
                purpose.orElse(null)));
    return mayRead
        ? Response.fromResponse(answer).header("Cache-Control", "no-store").build()
        : Problem.response(
            403,
            "Forbidden",
            "expected a key of the role "
                + String.join(" or ", roles)
                + ", found one of the role "
                + caller.role());
  }

  private static List<String> roles(PersonalEndpoint endpoint, boolean forDispensingAlone) {
    if (forDispensingAlone) {
      return List.of(Role.DISPENSING);
    }
    return switch (endpoint) {
      case CONSULTATIONS -> List.of(Role.BACKEND, Role.CARE, Role.DISPENSING);
      // What persons and the provider said: operations act on it, compliance judges it.
      case TIMELINE, AUDIT_NOTES, ALARM_ACKNOWLEDGEMENT, INCIDENT_RESOLUTION ->
          List.of(Role.CARE, Role.COMPLIANCE, Role.DISPENSING, Role.OPERATIONS);
      case ORDER_CONTENT,
          INVITE_LINK,
          DELIVERY_BODY,
          PRESCRIPTIONS,
          SHIPMENTS,
          FOLLOW_UP_WAIVER,
          PDF_COPY ->
          List.of(Role.CARE, Role.DISPENSING);
    };
  }

  /**
   * The same behind {@code /journeys/{journeyId}/…}.
   *
   * @param read empty when there is no such journey
   */
  public static Response readOfJourney(
      SecurityContext context,
      PersonalEndpoint endpoint,
      String journeyId,
      @Nullable String header,
      BiFunction<AccessRequest, JourneyId, Optional<Response>> read) {
    if (!JourneyId.isValid(journeyId)) {
      return NoSuchJourney.response(journeyId);
    }
    return read(
        context,
        endpoint,
        header,
        request ->
            read.apply(request, new JourneyId(journeyId))
                .orElseGet(() -> NoSuchJourney.response(journeyId)));
  }

  private static Optional<String> purpose(@Nullable String header) {
    return Optional.ofNullable(header)
        .map(String::strip)
        .filter(text -> !text.isEmpty() && text.length() <= LONGEST_PURPOSE)
        .filter(text -> text.chars().noneMatch(Character::isISOControl));
  }

  private static String expected() {
    return PURPOSE + ": a text of 1 to " + LONGEST_PURPOSE + " characters";
  }

  private static String found(@Nullable String header) {
    return header == null ? "nothing" : "a text of " + header.strip().length() + " characters";
  }
}
