package org.patientjourney.activities.qualiphy.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.CallResult;
import org.patientjourney.activities.qualiphy.CallResult.ProviderWords;
import org.patientjourney.activities.qualiphy.client.CallObserver.CallOutcome;
import org.patientjourney.activities.qualiphy.wire.StrictJson;
import org.patientjourney.activities.qualiphy.wire.TolerantValue;
import org.patientjourney.workflows.hold.HoldReason;

/**
 * One HTTP answer. Its texts may quote the patient: they serve to classify the answer, and leave
 * this package only as {@link ProviderWords}.
 *
 * @param json missing when the body is not JSON
 * @param text the body as text, at most {@value #TEXT_LIMIT} characters
 */
record QualiphyAnswer(int status, JsonNode json, String text, @Nullable Duration retryAfter) {
  /** Only the text distinguishes the known meanings of a 401. */
  private static final List<Map.Entry<String, HoldReason>> TEXTS_OF_401 =
      List.of(
          Map.entry("patient care provider", HoldReason.PROVIDER_NOT_CONFIGURED),
          Map.entry("prescriptive services", HoldReason.PRESCRIPTION_CONTRACT_UNSIGNED),
          Map.entry("docusign", HoldReason.AGREEMENTS_UNSIGNED),
          Map.entry("unauthorized access", HoldReason.KEY_REFUSED));

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

  /** A date, the other legal form, would need a clock: then the caller's own delay applies. */
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

  /**
   * The HTTP status, or the error that hides in the body of a success (docs/provider.md, Errors).
   */
  int code() {
    Integer inside = TolerantValue.integer(json.path("http_code"));
    return isSuccess(status) && inside != null && inside >= 400 ? inside : status;
  }

  static boolean isSuccess(int code) {
    return code >= 200 && code <= 299;
  }

  CallOutcome outcome() {
    int code = code();
    if (isSuccess(code)) {
      return json.isMissingNode() ? CallOutcome.UNKNOWN : CallOutcome.OK;
    }
    return switch (code) {
      case 401 -> CallOutcome.UNAUTHORIZED;
      case 429 -> CallOutcome.RATE_LIMITED;
      // RFC 9110 15.5.9 and 15.5.10: neither means that nothing was done.
      case 408, 409 -> CallOutcome.UNKNOWN;
      default -> code >= 400 && code <= 499 ? CallOutcome.REFUSED : CallOutcome.UNKNOWN;
    };
  }

  /** Whether the request was refused for what it asks, not for key, account or rate. */
  boolean isRequestRefused() {
    return outcome() == CallOutcome.REFUSED;
  }

  <T> CallResult<T> refused(String cause, @Nullable String field) {
    int code = code();
    // What no clinic can correct is for operations.
    HoldReason reason =
        switch (code) {
          case 401 -> unauthorizedReason();
          case 400, 422 -> HoldReason.NEEDS_INPUT;
          default -> HoldReason.UNAUTHORIZED;
        };
    ProviderWords words = new ProviderWords("http " + code + ": " + text);
    return new CallResult.Refused<>(reason, cause, field, words);
  }

  HoldReason unauthorizedReason() {
    String lower = errorText().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    return TEXTS_OF_401.stream()
        .filter(known -> lower.contains(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(HoldReason.UNAUTHORIZED);
  }

  /** The places where error texts were observed, in this order (docs/provider.md, Errors). */
  String errorText() {
    return Stream.of("/error_message", "/message", "/error", "/error/message")
        .map(json::at)
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .filter(found -> !found.isBlank())
        .findFirst()
        .orElse(text);
  }

  @Override
  public String toString() {
    return "QualiphyAnswer[http " + status + "]";
  }
}
