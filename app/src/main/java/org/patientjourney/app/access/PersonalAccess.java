package org.patientjourney.app.access;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.compliance.AccessRequest;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.app.problem.ProblemMapper;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.workflows.order.JourneyId;

/** Role and purpose: what all endpoints of personal data check. A refusal is logged too. */
public final class PersonalAccess {
  public static final String PURPOSE = "X-Purpose";

  private static final int LONGEST_PURPOSE = 200;

  private final PersonalEndpoint endpoint;
  private final SecurityContext context;
  private final @Nullable String header;
  private final List<String> roles;

  /** Made for a request to an endpoint with {@link PersonalRead}. */
  public PersonalAccess(
      @Context ResourceInfo resource,
      @Context SecurityContext context,
      @HeaderParam(PURPOSE) @Nullable String header) {
    this.endpoint = resource.getResourceMethod().getAnnotation(PersonalRead.class).value();
    this.context = context;
    this.header = header;
    this.roles = roles(endpoint);
  }

  /**
   * For a page of people, who write the purpose in a form.
   *
   * @param purpose what they wrote
   */
  public PersonalAccess(
      PersonalEndpoint endpoint, SecurityContext context, @Nullable String purpose) {
    this.endpoint = endpoint;
    this.context = context;
    this.header = purpose;
    this.roles = roles(endpoint);
  }

  private PersonalAccess(PersonalAccess access, List<String> roles) {
    this.endpoint = access.endpoint;
    this.context = access.context;
    this.header = access.header;
    this.roles = roles;
  }

  /** The same for data that may name a controlled substance. */
  public PersonalAccess forDispensingOnlyIf(boolean controlled) {
    return controlled ? new PersonalAccess(this, List.of(Role.DISPENSING)) : this;
  }

  public static List<String> roles(PersonalEndpoint endpoint) {
    return switch (endpoint) {
      // A store hands the link over and tells its patient of decision and parcel.
      case CONSULTATIONS, INVITE_LINK, SHIPMENTS ->
          List.of(Role.BACKEND, Role.CARE, Role.DISPENSING);
      case FOLLOW_UP_CERTIFICATE -> List.of(Role.COMPLIANCE, Role.OPERATIONS);
      case ACCESS_LOG, ACCESS_REPORT, ERASURE, ERASURE_REASON, JOURNAL_EXPORT, LEGAL_HOLD_REASON ->
          List.of(Role.COMPLIANCE);
      // Words of persons and of the provider: operations act on them, compliance judges them.
      case TIMELINE,
          AUDIT_NOTES,
          ALARM_ACKNOWLEDGEMENT,
          INCIDENT_RESOLUTION,
          PAUSE_REASON,
          HISTORY_PAYLOADS ->
          List.of(Role.CARE, Role.COMPLIANCE, Role.DISPENSING, Role.OPERATIONS);
      case ORDER_CONTENT, DELIVERY_BODY, PRESCRIPTIONS, FOLLOW_UP_WAIVER, PDF_COPY ->
          List.of(Role.CARE, Role.DISPENSING);
    };
  }

  /**
   * Reads, or logs the refusal.
   *
   * @param read is called for callers without the role too; it writes the line and decrypts nothing
   */
  public <T> T read(
      Function<AccessRequest, Optional<T>> read, Supplier<WebApplicationException> absent) {
    boolean mayRead = roles.stream().anyMatch(context::isUserInRole);
    Optional<String> purpose = purpose();
    if (mayRead && purpose.isEmpty()) {
      throw purposeMissing();
    }
    Caller caller = Caller.of(context);
    Optional<T> found = read.apply(caller.request(endpoint, mayRead, purpose.orElse(null)));
    if (!mayRead) {
      throw ProblemMapper.forbidden(roles);
    }
    return found.orElseThrow(absent);
  }

  /**
   * Reads what belongs to a journey.
   *
   * @param read empty when there is no such journey
   */
  public <T> T readOfJourney(
      String journeyId, BiFunction<AccessRequest, JourneyId, Optional<T>> read) {
    if (!JourneyId.isValid(journeyId)) {
      throw ProblemType.noSuchJourney(journeyId);
    }
    return read(
        request -> read.apply(request, new JourneyId(journeyId)),
        () -> ProblemType.noSuchJourney(journeyId));
  }

  private Optional<String> purpose() {
    return Optional.ofNullable(header)
        .map(String::strip)
        .filter(text -> !text.isEmpty() && text.length() <= LONGEST_PURPOSE)
        .filter(text -> text.chars().noneMatch(Character::isISOControl));
  }

  private WebApplicationException purposeMissing() {
    String found =
        header == null ? "nothing" : "a text of " + header.strip().length() + " characters";
    return ProblemType.PURPOSE_MISSING.refusal(
        "nothing was read: say in the header " + PURPOSE + " why you read",
        List.of(
            new FieldProblem(
                "", PURPOSE + ": a text of 1 to " + LONGEST_PURPOSE + " characters", found)));
  }

  /**
   * An endpoint of personal data. No role filter and no clinic limit runs before it: it refuses by
   * {@link PersonalAccess}, because a refused caller is written into the access log too.
   */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  public @interface PersonalRead {
    PersonalEndpoint value();
  }

  /** The note of a command, written by a person. */
  public record NoteView(String note) {
    @Override
    public String toString() {
      return "NoteView[not shown]";
    }
  }
}
