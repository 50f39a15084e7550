package org.patientjourney.activities.qualiphy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.wire.StrictJson;
import org.patientjourney.activities.qualiphy.wire.TolerantValue;

/**
 * One HTTP answer. Its texts may quote the patient: they serve to classify it, and leave only as
 * {@link ProviderWords}.
 *
 * @param json missing when the body is not JSON
 * @param text the body as text, at most {@value #TEXT_LIMIT} characters
 */
record QualiphyAnswer(int status, JsonNode json, String text, @Nullable Duration retryAfter) {
  /** Cause of a result: a success whose body nobody can read. */
  static final String NO_OBJECT = "answer is no JSON object";

  /** RFC 9110 15.5.9 and 15.5.10: neither says that nothing was done. */
  private static final int TIMED_OUT = 408;

  private static final int CONFLICT = 409;
  private static final int TEXT_LIMIT = 4096;
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(10);

  static QualiphyAnswer of(HttpResponse<byte[]> response) {
    String text = new String(response.body(), StandardCharsets.UTF_8);
    return new QualiphyAnswer(
        response.statusCode(),
        json(response.body()),
        text.substring(0, Math.min(text.length(), TEXT_LIMIT)),
        response.headers().firstValue("Retry-After").map(QualiphyAnswer::seconds).orElse(null));
  }

  private static JsonNode json(byte[] body) {
    try {
      return StrictJson.parse(body);
    } catch (StrictJson.Refused notJson) {
      return MissingNode.getInstance();
    }
  }

  /** The other legal form, a date, would need a clock; it is left to the caller's own delay. */
  private static @Nullable Duration seconds(String header) {
    String digits = header.strip();
    if (!digits.matches("[0-9]+")) {
      return null;
    }
    // Ten digits are more than any limit, and nine always fit.
    Duration asked =
        digits.length() > 9 ? LONGEST_RETRY_AFTER : Duration.ofSeconds(Long.parseLong(digits));
    return asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
  }

  /** The HTTP status, or the error that hides in the body of a success (contract 4.0). */
  int code() {
    Integer inside = TolerantValue.integer(json.path("http_code"));
    return isSuccess(status) && inside != null && inside >= 400 ? inside : status;
  }

  static boolean isSuccess(int code) {
    return code >= 200 && code <= 299;
  }

  /** The provider surely did not do what was asked. */
  static boolean isRefusal(int code) {
    return code >= 400 && code <= 499 && code != TIMED_OUT && code != CONFLICT;
  }

  /** Four places where error texts were seen, in the contract's order (4.0). */
  String errorText() {
    return Stream.of(
            json.path("error_message"),
            json.path("message"),
            json.path("error"),
            json.path("error").path("message"))
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .filter(found -> !found.isBlank())
        .findFirst()
        .orElse(text);
  }

  /** What a person who must find out why is shown. */
  ProviderWords words() {
    return new ProviderWords("http " + code() + ": " + text);
  }

  @Override
  public String toString() {
    return "QualiphyAnswer[http " + status + "]";
  }
}
