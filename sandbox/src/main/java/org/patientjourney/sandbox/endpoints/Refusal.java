package org.patientjourney.sandbox.endpoints;

import org.patientjourney.sandbox.state.Fault;
import org.patientjourney.sandbox.state.ProviderEndpoint;

/** The provider refuses a call, which then changes nothing. */
final class Refusal extends RuntimeException {
  final int status;
  final String text;

  private Refusal(int status, String text) {
    super(text, null, false, false);
    this.status = status;
    this.text = text;
  }

  static Refusal of(String text) {
    return new Refusal(400, text);
  }

  static Refusal missing(String field) {
    return of("Missing required field: " + field);
  }

  static Refusal invalid(String field) {
    return of("Invalid " + field);
  }

  static Refusal of(Fault fault, ProviderEndpoint endpoint) {
    return new Refusal(fault.httpCode(), fault.textAt(endpoint));
  }
}
