package org.patientjourney.app.webhook;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.invite.InviteAttemptRow;
import org.patientjourney.activities.invite.WebhookToken;
import org.patientjourney.activities.logging.LogContext;
import org.patientjourney.activities.qualiphy.webhook.QualiphyWebhookReader;
import org.patientjourney.activities.qualiphy.webhook.Reading;
import org.patientjourney.activities.webhook.WebhookStore;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.app.query.AnyQuery;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.slf4j.MDC;

/**
 * Where the provider delivers events: the token in the path is its key. Answers 200 only after the
 * commit. Sees no headers: see {@link BareDelivery}.
 */
@Path("/webhooks/qualiphy/{token}")
@AnyQuery
public final class QualiphyWebhookResource {
  /** The contract asks for 1 MB at least (5.5); questionnaires are long. */
  private static final int MAXIMUM_BYTES = 4 * 1024 * 1024;

  /** What is kept of a larger one. */
  private static final int KEPT_BYTES = 64 * 1024;

  private final WebhookStore deliveries;
  private final QualiphyWebhookReader reader;
  private final UnknownTokenLimit limit;
  private final Runnable wakeRelay;

  public QualiphyWebhookResource(
      WebhookStore deliveries,
      QualiphyWebhookReader reader,
      UnknownTokenLimit limit,
      Runnable wakeRelay) {
    this.deliveries = deliveries;
    this.reader = reader;
    this.limit = limit;
    this.wakeRelay = wakeRelay;
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "The provider reports an event; stored before it is understood")
  @RequestBody(
      required = true,
      content =
          @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(types = "object")))
  @ApiResponse(responseCode = "200", description = "Stored")
  @ApiResponse(responseCode = "400", description = "Unreadable; kept")
  @ApiResponse(responseCode = "404", description = "Unknown token")
  @ApiResponse(responseCode = "413", description = "More than 4 MiB; its beginning is kept")
  @ApiResponse(responseCode = "429", description = "Too many unknown tokens from one source")
  @ApiResponse(responseCode = "503", description = "Not stored: deliver it again")
  public Response receive(
      @PathParam("token") String token, @Context HttpServletRequest request, InputStream body) {
    Optional<InviteAttemptRow> attempt = deliveries.find(new WebhookToken(token));
    if (attempt.isEmpty()) {
      return unknownToken(request, body);
    }
    // Until the answer: see RequestContext.
    MDC.put(LogContext.JOURNEY, attempt.get().meetingId().leader().value());
    ReceivedBody received = ReceivedBody.read(body, MAXIMUM_BYTES + 1);
    byte[] bytes = received.bytes();
    boolean tooLarge = bytes.length > MAXIMUM_BYTES;
    boolean truncated = tooLarge || !received.complete();
    byte[] kept = tooLarge ? Arrays.copyOf(bytes, KEPT_BYTES) : bytes;
    boolean misencoded =
        ContentCoding.isMissed((String) request.getAttribute(BareDelivery.CONTENT_ENCODING), bytes);
    WebhookDeliveryId id =
        deliveries.accept(
            attempt.get(), kept, truncated, misencoded, size(request, bytes, truncated));
    MDC.put(LogContext.DELIVERY, id.toString());
    wakeRelay.run();
    if (tooLarge) {
      return Problem.response(
          413, "Content Too Large", "expected at most " + MAXIMUM_BYTES + " bytes; kept the start");
    }
    if (truncated) {
      return Problem.response(
          400, "Unreadable", "expected a body to its announced end; kept what came of it");
    }
    if (misencoded) {
      return Problem.response(
          400, "Unreadable", "expected a body in its Content-Encoding: gzip, or none; kept");
    }
    if (reader.read(bytes) instanceof Reading.Unreadable unreadable) {
      return Problem.response(
          400, "Unreadable", "expected a JSON object, found " + unreadable.reason() + "; kept");
    }
    return Response.ok().build();
  }

  /** Of a body that was not read to its end only its sender knows the size. */
  private static @Nullable Long size(HttpServletRequest request, byte[] read, boolean truncated) {
    if (!truncated) {
      return (long) read.length;
    }
    long announced = request.getContentLengthLong();
    return announced < 0 ? null : announced;
  }

  private Response unknownToken(HttpServletRequest request, InputStream body) {
    String source = Objects.requireNonNullElse(request.getRemoteAddr(), "unknown");
    if (!limit.allows(source)) {
      Response refusal =
          Problem.response(429, "Too Many Requests", "expected the webhook_url of an invite");
      return Response.fromResponse(refusal)
          .header(HttpHeaders.RETRY_AFTER, UnknownTokenLimit.PERIOD.toSeconds())
          .build();
    }
    deliveries.quarantine(source, ReceivedBody.read(body, KEPT_BYTES).bytes());
    return Problem.response(404, "Unknown webhook", "expected the webhook_url of an invite");
  }
}
