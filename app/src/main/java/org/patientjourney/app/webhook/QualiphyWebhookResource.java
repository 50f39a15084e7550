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
import org.patientjourney.activities.invite.WebhookToken;
import org.patientjourney.activities.logging.LogContext;
import org.patientjourney.activities.qualiphy.webhook.QualiphyWebhookReader;
import org.patientjourney.activities.qualiphy.webhook.Reading;
import org.patientjourney.activities.webhook.IncomingDelivery;
import org.patientjourney.activities.webhook.WebhookStore;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.app.query.AnyQuery;
import org.patientjourney.workflows.order.MeetingId;
import org.slf4j.MDC;

/**
 * The endpoint that the provider delivers events to; the token in the path is its key. Answers 200
 * only after the commit. Reads no headers: see {@link BareDelivery}.
 */
@Path("/webhooks/qualiphy/{token}")
@AnyQuery
public final class QualiphyWebhookResource {
  /** The contract asks for 1 MB at least (5.5); questionnaires are long. */
  private static final int MAXIMUM_BYTES = 4 * 1024 * 1024;

  /** What is kept of a larger one, and read of one whose token is unknown. */
  private static final int KEPT_BYTES = 64 * 1024;

  private final DeliveryIntake intake;
  private final WebhookStore deliveries;
  private final QualiphyWebhookReader reader;
  private final UnknownTokenLimit limit;

  public QualiphyWebhookResource(
      DeliveryIntake intake,
      WebhookStore deliveries,
      QualiphyWebhookReader reader,
      UnknownTokenLimit limit) {
    this.intake = intake;
    this.deliveries = deliveries;
    this.reader = reader;
    this.limit = limit;
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
      @PathParam("token") String path, @Context HttpServletRequest request, InputStream body) {
    WebhookToken token = new WebhookToken(path);
    ReceivedBody received = ReceivedBody.read(body, KEPT_BYTES + 1);
    if (received.bytes().length > KEPT_BYTES) {
      // Of a sender without a known token no more is read.
      if (deliveries.find(token).isEmpty()) {
        return unknownToken(request, Arrays.copyOf(received.bytes(), KEPT_BYTES));
      }
      received = received.readOn(body, MAXIMUM_BYTES + 1);
    }
    byte[] bytes = received.bytes();
    boolean tooLarge = bytes.length > MAXIMUM_BYTES;
    boolean truncated = tooLarge || !received.complete();
    byte[] kept = tooLarge ? Arrays.copyOf(bytes, KEPT_BYTES) : bytes;
    boolean misencoded =
        ContentCoding.isMissed((String) request.getAttribute(BareDelivery.CONTENT_ENCODING), bytes);
    IncomingDelivery delivery =
        deliveries.encrypt(token, kept, size(request, bytes, truncated), truncated, misencoded);
    Optional<MeetingId> meeting = intake.store(delivery);
    if (meeting.isEmpty()) {
      return unknownToken(request, Arrays.copyOf(kept, Math.min(kept.length, KEPT_BYTES)));
    }
    // Until the answer: see RequestContext.
    MDC.put(LogContext.JOURNEY, meeting.get().leader().value());
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
          "expected a body in its Content-Encoding: gzip, or none; kept");
    }
    if (reader.read(bytes) instanceof Reading.Unreadable unreadable) {
      return ProblemType.UNREADABLE.response(
          "expected a JSON object, found " + unreadable.reason() + "; kept");
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

  private Response unknownToken(HttpServletRequest request, byte[] body) {
    String source = Objects.requireNonNullElse(request.getRemoteAddr(), "unknown");
    if (!limit.allows(source)) {
      Response refusal =
          ProblemType.TOO_MANY_REQUESTS.response("expected the webhook_url of an invite");
      return Response.fromResponse(refusal)
          .header(HttpHeaders.RETRY_AFTER, UnknownTokenLimit.PERIOD.toSeconds())
          .build();
    }
    deliveries.quarantine(source, body);
    return ProblemType.UNKNOWN_WEBHOOK.response("expected the webhook_url of an invite");
  }
}
