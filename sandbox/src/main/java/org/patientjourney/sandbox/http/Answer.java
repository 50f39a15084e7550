package org.patientjourney.sandbox.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.UncheckedIOException;
import java.util.Map;

/** One HTTP answer with its whole body. */
public record Answer(int status, String contentType, String body) {
  /** The connection is closed without an answer, so that the caller cannot know the outcome. */
  public static final Answer NONE = new Answer(0, "", "");

  /** A request cannot be followed; the message says what was expected. */
  public static final class BadRequestException extends RuntimeException {
    private final int status;

    public BadRequestException(String message) {
      this(400, message);
    }

    public BadRequestException(int status, String message) {
      super(message);
      this.status = status;
    }

    Answer answer() {
      return refusal(status, String.valueOf(getMessage()));
    }
  }

  public static Answer json(int status, Object value) {
    try {
      return new Answer(status, "application/json", Json.MAPPER.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Answer html(int status, String html) {
    return new Answer(status, "text/html", html);
  }

  /** A refusal in the sandbox's own words, not the provider's. */
  static Answer refusal(int status, String error) {
    return json(status, Map.of("error", error));
  }
}
