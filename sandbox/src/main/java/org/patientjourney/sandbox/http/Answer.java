package org.patientjourney.sandbox.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.UncheckedIOException;
import java.util.Map;

/** One HTTP answer with its whole body. */
public record Answer(int status, String contentType, String body) implements Reply {

  /** Writes the value as JSON. */
  public static Answer json(int status, Object value) {
    try {
      return new Answer(status, "application/json", Json.MAPPER.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A page as gateways send it in front of a provider that is down. */
  public static Answer html(int status, String html) {
    return new Answer(status, "text/html", html);
  }

  /** A refusal in the sandbox's own words, never in the provider's. */
  public static Answer refusal(int status, String error) {
    return json(status, Map.of("error", error));
  }
}
