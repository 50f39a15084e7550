package org.patientjourney.app.webhook;

import static org.patientjourney.activities.webhook.WebhookStore.KEPT_BYTES;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.invite.InviteProvider;
import org.patientjourney.activities.invite.WebhookToken;
import org.patientjourney.activities.logging.LogContext;
import org.patientjourney.activities.qualiphy.webhook.GzipBody;
import org.patientjourney.activities.qualiphy.webhook.QualiphyWebhookReader;
import org.patientjourney.activities.webhook.WebhookStore;
import org.patientjourney.app.logging.RequestContext;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.app.problem.ProblemMapper;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.app.problem.RetryAfter;
import org.patientjourney.workflows.order.MeetingId;
import org.slf4j.MDC;

/**
 * The endpoint that the provider delivers events to; the token in the path is its key. Answers 200
 * only after the commit. No resource, because Jersey refuses some headers and encodings by itself,
 * before a delivery is stored.
 */
public final class QualiphyWebhookServlet extends HttpServlet {
  public static final String PATHS = InviteProvider.WEBHOOK_PATH + "*";

  /** Of docs/provider.md, Webhooks: 1 MB at least; questionnaires are long. */
  private static final int MAXIMUM_BYTES = 4 * 1024 * 1024;

  /** Around the goals for the 99th percentile: 10 ms at 200 a second, 50 ms under load. */
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(20),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  private final transient DeliveryIntake intake;
  private final transient WebhookStore deliveries;
  private final transient QualiphyWebhookReader reader;
  private final transient UnknownTokenLimit limit;
  private final transient ObjectMapper mapper;
  private final transient Meter.MeterProvider<Timer> latency;

  public QualiphyWebhookServlet(
      DeliveryIntake intake,
      WebhookStore deliveries,
      QualiphyWebhookReader reader,
      UnknownTokenLimit limit,
      ObjectMapper mapper,
      MeterRegistry registry) {
    this.intake = intake;
    this.deliveries = deliveries;
    this.reader = reader;
    this.limit = limit;
    this.mapper = mapper;
    this.latency =
        Timer.builder("journey.webhook.accept")
            .description("Webhook deliveries, from the headers to the answer")
            .serviceLevelObjectives(BUCKETS)
            .withRegistry(registry);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    long began = System.nanoTime();
    try {
      answer(response, refusal(request));
    } finally {
      RequestContext.moveTo(request::setAttribute);
      latency
          .withTag("code", Integer.toString(response.getStatus()))
          .record(Duration.ofNanos(System.nanoTime() - began));
    }
  }

  private void answer(HttpServletResponse response, @Nullable Response refusal) throws IOException {
    if (refusal == null) {
      return;
    }
    response.setStatus(refusal.getStatus());
    switch (refusal.getStatus()) {
      case 405 -> response.setHeader(HttpHeaders.ALLOW, "POST");
      case 429 -> response.setIntHeader(HttpHeaders.RETRY_AFTER, UnknownTokenLimit.SECONDS);
      case 503 -> response.setHeader(HttpHeaders.RETRY_AFTER, RetryAfter.SECONDS);
      default -> {}
    }
    response.setContentType(Problem.MEDIA_TYPE);
    mapper.writeValue(response.getOutputStream(), refusal.getEntity());
  }

  private @Nullable Response refusal(HttpServletRequest request) {
    Optional<WebhookToken> token = token(Objects.requireNonNullElse(request.getPathInfo(), "/"));
    if (token.isEmpty()) {
      return ProblemType.NOT_FOUND.response("expected /webhooks/qualiphy/{token}");
    }
    if (!request.getMethod().equals("POST")) {
      return ProblemType.METHOD_NOT_ALLOWED.response("expected POST");
    }
    try {
      return receive(token.get(), request);
    } catch (Exception | Error e) {
      return new ProblemMapper().toResponse(e);
    }
  }

  /** What follows {@link InviteProvider#WEBHOOK_PATH}; a slash may end it. */
  static Optional<WebhookToken> token(String pathInfo) {
    return Optional.of(pathInfo.replaceAll("^/|/$", ""))
        .filter(token -> !token.isEmpty() && !token.contains("/"))
        .map(WebhookToken::new);
  }

  private @Nullable Response receive(WebhookToken token, HttpServletRequest request)
      throws IOException {
    String source = Objects.requireNonNullElse(request.getRemoteAddr(), "unknown");
    if (limit.isReached(source) && deliveries.find(token).isEmpty()) {
      return tooManyUnknown();
    }
    ReceivedBody received = ReceivedBody.read(request.getInputStream(), KEPT_BYTES + 1);
    if (received.bytes().length > KEPT_BYTES) {
      // Without a known token no more is read.
      if (deliveries.find(token).isEmpty()) {
        return unknownToken(source, received);
      }
      received = received.readOn(request.getInputStream(), MAXIMUM_BYTES + 1);
    }
    byte[] bytes = received.bytes();
    boolean tooLarge = bytes.length > MAXIMUM_BYTES;
    boolean truncated = tooLarge || !received.complete();
    byte[] kept = tooLarge ? Arrays.copyOf(bytes, KEPT_BYTES) : bytes;
    boolean misencoded = received.isMisencoded(contentEncoding(request));
    WebhookStore.Incoming delivery =
        deliveries.encrypt(token, kept, size(request, bytes, truncated), truncated, misencoded);
    Optional<MeetingId> meeting = intake.store(delivery);
    if (meeting.isEmpty()) {
      return unknownToken(source, received);
    }
    MDC.put(LogContext.JOURNEY, meeting.get().sender().value());
    MDC.put(LogContext.DELIVERY, delivery.deliveryId().toString());
    if (tooLarge) {
      return ProblemType.CONTENT_TOO_LARGE.response(
          "expected at most " + MAXIMUM_BYTES + " bytes; kept the start");
    }
    if (truncated) {
      return ProblemType.UNREADABLE.response(
          "expected a body to its announced end; kept what came of it");
    }
    if (misencoded) {
      return ProblemType.UNREADABLE.response(
          "expected a body in its Content-Encoding: gzip of at most "
              + GzipBody.LARGEST
              + " bytes unpacked, or none; kept");
    }
    return reader
        .unreadable(bytes)
        .map(
            why ->
                ProblemType.UNREADABLE.response("expected a JSON object, found " + why + "; kept"))
        .orElse(null);
  }

  private static String contentEncoding(HttpServletRequest request) {
    return String.join(",", Collections.list(request.getHeaders(HttpHeaders.CONTENT_ENCODING)));
  }

  /** Of a body that was not read to its end only the provider knows the size. */
  private static @Nullable Long size(HttpServletRequest request, byte[] read, boolean truncated) {
    if (!truncated) {
      return (long) read.length;
    }
    long announced = request.getContentLengthLong();
    return announced < 0 ? null : announced;
  }

  private Response unknownToken(String source, ReceivedBody received) {
    if (!limit.allows(source)) {
      return tooManyUnknown();
    }
    deliveries.quarantine(source, received.bytes(), received.complete());
    return ProblemType.UNKNOWN_WEBHOOK.response("expected the webhook_url of an invite");
  }

  private static Response tooManyUnknown() {
    return ProblemType.TOO_MANY_REQUESTS.response("expected the webhook_url of an invite");
  }
}
