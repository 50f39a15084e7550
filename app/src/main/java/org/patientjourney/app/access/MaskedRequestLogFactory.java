package org.patientjourney.app.access;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.request.logging.RequestLogFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The request log, one line each: no query, and a webhook's token is masked. */
@JsonTypeName("masked")
public final class MaskedRequestLogFactory implements RequestLogFactory<RequestLog> {
  private static final Logger LOG = LoggerFactory.getLogger("requests");
  private static final String WEBHOOKS = "/webhooks/";

  @Override
  public boolean isEnabled() {
    return true;
  }

  @Override
  public RequestLog build(String name) {
    return MaskedRequestLogFactory::log;
  }

  private static void log(Request request, Response response) {
    LOG.info(
        "{} {} {}",
        request.getMethod(),
        masked(request.getHttpURI().getPath()),
        response.getStatus());
  }

  /** Everything behind the webhook's door may be a token, or a mistyped one. */
  static String masked(String path) {
    return path.startsWith(WEBHOOKS) ? WEBHOOKS + "***" : path;
  }
}
