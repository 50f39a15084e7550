package org.patientjourney.app.webhook;

import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.server.ServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.util.DataSize;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.patientjourney.activities.invite.InviteProvider;
import org.patientjourney.activities.invite.WebhookToken;
import org.patientjourney.activities.webhook.WebhookStore;
import org.patientjourney.app.logging.FailureCauses;
import org.patientjourney.app.problem.JettyProblems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records that Jetty refused a delivery with a known token while it parsed the headers (an illegal
 * character, more than 8 KiB of them): its body cannot be read any more, so the journey is held and
 * a person looks in the portal.
 */
public final class RefusedDeliveries implements Request.Handler {
  private static final Logger LOG = LoggerFactory.getLogger(RefusedDeliveries.class);

  private final WebhookStore deliveries;
  private final DeliveryIntake intake;
  private final Request.Handler next;

  private RefusedDeliveries(WebhookStore deliveries, DeliveryIntake intake, Request.Handler next) {
    this.deliveries = deliveries;
    this.intake = intake;
    this.next = next;
  }

  /**
   * Lets requests that Dropwizard or Jetty would refuse reach our endpoints and problems. No
   * request is buffered or decoded: a webhook's bytes are stored as they came, and Jetty takes a
   * gzip body that breaks off for a whole one. Answers are compressed all the same.
   */
  public static void record(
      WebhookStore deliveries,
      DeliveryIntake intake,
      ServerFactory factory,
      Environment environment) {
    if (factory instanceof AbstractServerFactory server) {
      server.getGzipFilterFactory().setBufferSize(DataSize.bytes(0));
    }
    JettyProblems answers = new JettyProblems(environment.getObjectMapper());
    environment
        .lifecycle()
        .addServerLifecycleListener(
            server -> server.setErrorHandler(new RefusedDeliveries(deliveries, intake, answers)));
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = request.getHttpURI().getDecodedPath();
    if (HttpMethod.POST.is(request.getMethod())
        && HttpStatus.isClientError(response.getStatus())
        && path != null
        && path.startsWith(InviteProvider.WEBHOOK_PATH)
        && QualiphyWebhookServlet.token(path.substring(InviteProvider.WEBHOOK_PATH.length()))
            .filter(token -> !isRecorded(token))
            .isPresent()) {
      response.setStatus(HttpStatus.SERVICE_UNAVAILABLE_503);
    }
    return next.handle(request, response, callback);
  }

  /** False when PostgreSQL could not be reached: the provider shall deliver again. */
  private boolean isRecorded(WebhookToken token) {
    try {
      intake.store(deliveries.encrypt(token, new byte[0], null, true, false));
      return true;
    } catch (RuntimeException e) {
      LOG.warn("a refused delivery could not be recorded: {}", FailureCauses.of(e));
      return false;
    }
  }
}
