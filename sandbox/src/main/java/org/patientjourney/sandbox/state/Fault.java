package org.patientjourney.sandbox.state;

import static org.patientjourney.sandbox.state.Fault.Kind.CALL;
import static org.patientjourney.sandbox.state.Fault.Kind.DELIVERY;
import static org.patientjourney.sandbox.state.Fault.Kind.PDF;
import static org.patientjourney.sandbox.state.Fault.Kind.STORED_CALL;
import static org.patientjourney.sandbox.state.ProviderEndpoint.EXAM_INVITE;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something that can go wrong on command. */
public enum Fault {
  /** Waits, then continues as usual. */
  SLOW(CALL, 200, ""),
  // The four texts of a 401 are verbatim: docs/provider.md, Errors.
  UNAUTHORIZED(CALL, 401, "Unauthorized access."),
  PROVIDER_NOT_CONFIGURED(CALL, 401, "Need to add Patient Care Provider via Qualiphy Portal!"),
  AGREEMENTS_UNSIGNED(CALL, 401, "You need to signed docusign and signed rx"),
  /** Strikes only an invite with a prescription exam. */
  RX_CONTRACT_UNSIGNED(
      CALL, 401, "Need to sign Prescriptive Services Contract via Qualiphy Portal!"),
  BAD_REQUEST(CALL, 400, "Missing required field: %s"),
  // Our texts: the provider documents no 429, and no text of a 500.
  RATE_LIMITED(CALL, 429, "Too many requests."),
  ERROR_500(CALL, 500, "Internal server error."),
  /** A gateway's page instead of an answer of the provider. */
  HTML(CALL, 502, "<html><body><h1>502 Bad Gateway</h1></body></html>"),
  /** HTTP 200 with a body that says 400. */
  ERROR_IN_200(CALL, 400, "Missing required field: %s"),

  /** The caller gets no answer, then the connection is closed. */
  TIMEOUT_AFTER_SUCCESS(STORED_CALL),
  /** The answer waits until it is released. */
  HOLD_ANSWER(STORED_CALL),
  ERROR_500_AFTER_SUCCESS(STORED_CALL),
  /** A success that does not name the patient exams. */
  OK_WITHOUT_IDS(STORED_CALL),
  /** Two meetings for one call, which a demo must notice. */
  DOUBLE(STORED_CALL),

  /** Several copies at the same time. */
  DUPLICATE_EVENT(DELIVERY),
  /** Only the first half of the body is sent. */
  CORRUPT_EVENT(DELIVERY),
  /** The first try is not sent, the next one is. */
  DROP_THEN_REDELIVER(DELIVERY),
  LOSE_EVENT(DELIVERY),
  /** Due events wait until the faults are cleared; never used up. */
  HOLD_EVENTS(DELIVERY),
  /** An exam's events wait for all three kinds, then are sent in reverse order; never used up. */
  REORDER_EVENTS(DELIVERY),

  PDF_500(PDF),
  /** HTTP 200 with a page instead of the file. */
  PDF_NOT_PDF(PDF),
  /** Waits, then serves the file. */
  PDF_SLOW(PDF);

  /** When a fault strikes: before or after a call is stored, at a delivery, or at a PDF. */
  public enum Kind {
    CALL,
    STORED_CALL,
    DELIVERY,
    PDF
  }

  private static final Set<Fault> OF_INVITES_ONLY =
      Set.of(
          PROVIDER_NOT_CONFIGURED,
          AGREEMENTS_UNSIGNED,
          RX_CONTRACT_UNSIGNED,
          OK_WITHOUT_IDS,
          DOUBLE);

  /**
   * A fault that will strike.
   *
   * @param times {@link #ALWAYS} until cleared
   * @param clinic null for every clinic
   * @param endpoint null for a fault of deliveries or PDFs
   * @param millis how slow
   * @param copies how many duplicates
   */
  public record ArmedFault(
      Fault fault,
      int times,
      @Nullable String clinic,
      @Nullable ProviderEndpoint endpoint,
      int millis,
      int copies) {

    public static final int ALWAYS = -1;

    boolean concerns(String someClinic) {
      return clinic == null || clinic.equals(someClinic);
    }

    /** Whether it strikes calls of the endpoint, before or after they are stored. */
    public boolean strikes(ProviderEndpoint called, Kind kind) {
      return endpoint == called && fault.kind == kind;
    }

    /** Empty when it is used up. */
    Optional<ArmedFault> usedOnce() {
      int left = times == ALWAYS ? ALWAYS : times - 1;
      return left == 0
          ? Optional.empty()
          : Optional.of(new ArmedFault(fault, left, clinic, endpoint, millis, copies));
    }
  }

  private final Kind kind;
  private final int httpCode;
  private final String text;

  Fault(Kind kind) {
    this(kind, 200, "");
  }

  Fault(Kind kind, int httpCode, String text) {
    this.kind = kind;
    this.httpCode = httpCode;
    this.text = text;
  }

  public Kind kind() {
    return kind;
  }

  public int httpCode() {
    return httpCode;
  }

  /** The provider's text at this endpoint. */
  public String textAt(ProviderEndpoint endpoint) {
    return text.formatted(endpoint.sampleField());
  }

  /** The endpoints whose calls it can strike. */
  public List<ProviderEndpoint> endpoints() {
    return Arrays.stream(ProviderEndpoint.values())
        .filter(endpoint -> endpoint == EXAM_INVITE || !OF_INVITES_ONLY.contains(this))
        .filter(endpoint -> kind == CALL || (kind == STORED_CALL && endpoint.stores()))
        .toList();
  }

  /** Whether events wait for its end. */
  public boolean isHold() {
    return this == HOLD_EVENTS || this == REORDER_EVENTS;
  }

  public static List<String> wireNames() {
    return Arrays.stream(values()).map(Fault::wireName).toList();
  }

  @JsonCreator
  static Fault of(String wireName) {
    return Arrays.stream(values())
        .filter(fault -> fault.wireName().equals(wireName))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "fault: expected one of " + wireNames() + ", found " + wireName));
  }

  /** The name in JSON and in the README. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
