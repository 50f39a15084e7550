package org.patientjourney.activities.callback;

import java.net.URI;
import java.util.List;
import org.patientjourney.workflows.order.ClinicId;

/**
 * Where one of a clinic's systems is told of its journeys.
 *
 * @param name unique in its clinic
 * @param secrets of Standard Webhooks, {@code whsec_} and base64; each signs every message, so that
 *     receivers can change from one to the next
 */
public record CallbackEndpoint(ClinicId clinic, String name, URI url, List<String> secrets) {
  public CallbackEndpoint {
    secrets = List.copyOf(secrets);
  }

  /** Clinic and name, as the record stores it. */
  public String id() {
    return clinic + "/" + name;
  }

  /** Without address and secrets: an address may hold a key. */
  @Override
  public String toString() {
    return "CallbackEndpoint[" + id() + "]";
  }
}
