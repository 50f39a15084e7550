package org.patientjourney.sandbox.fault;

import java.util.Set;
import org.patientjourney.sandbox.http.ProviderEndpoint;

/** Strikes a call before anything is stored. */
public enum CallFault implements Fault {
  /** Waits, then goes on as usual. */
  SLOW(200, ""),
  // The four texts of a 401 are verbatim [seed].
  UNAUTHORIZED(401, "Unauthorized access."),
  PROVIDER_NOT_CONFIGURED(401, "Need to add Patient Care Provider via Qualiphy Portal!"),
  AGREEMENTS_UNSIGNED(401, "You need to signed docusign and signed rx"),
  /** Strikes only an invite with a prescription exam [seed]. */
  RX_CONTRACT_UNSIGNED(401, "Need to sign Prescriptive Services Contract via Qualiphy Portal!"),
  BAD_REQUEST(400, "Missing required field: %s"),
  // [SIM] The contract knows no 429 and no text of a 500.
  RATE_LIMITED(429, "Too many requests."),
  ERROR_500(500, "Internal server error."),
  /** A gateway's page instead of an answer of the provider. */
  HTML(502, "<html><body><h1>502 Bad Gateway</h1></body></html>"),
  /** HTTP 200 around a body that says 400. */
  ERROR_IN_200(400, "Missing required field: %s");

  // [seed] Only an invite needs these three.
  private static final Set<CallFault> OF_INVITES =
      Set.of(PROVIDER_NOT_CONFIGURED, AGREEMENTS_UNSIGNED, RX_CONTRACT_UNSIGNED);

  private final int httpCode;
  private final String text;

  CallFault(int httpCode, String text) {
    this.httpCode = httpCode;
    this.text = text;
  }

  public int httpCode() {
    return httpCode;
  }

  /** The provider's words at this endpoint. */
  public String textAt(ProviderEndpoint endpoint) {
    return text.formatted(endpoint.sampleField());
  }

  @Override
  public boolean canStrike(ProviderEndpoint endpoint) {
    return endpoint == ProviderEndpoint.EXAM_INVITE || !OF_INVITES.contains(this);
  }
}
