package org.patientjourney.app.access;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.request.logging.RequestLogFactory;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.patientjourney.app.logging.RequestContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The request log, a line for each request except probes that succeed: no query, and a webhook's
 * token is masked.
 */
@JsonTypeName("masked")
public final class MaskedRequestLogFactory implements RequestLogFactory<RequestLog> {
  private static final Logger LOG = LoggerFactory.getLogger("requests");
  private static final String WEBHOOKS = "/webhooks";

  /** Requested every few seconds: only their failures are logged. */
  private static final Set<String> PROBES =
      Set.of("/ping", "/ready", "/healthcheck", "/metrics/prometheus");

  @Override
  public boolean isEnabled() {
    return true;
  }

  @Override
  public RequestLog build(String name) {
    return MaskedRequestLogFactory::log;
  }

  private static void log(Request request, Response response) {
    if (response.getStatus() == 200 && PROBES.contains(request.getHttpURI().getPath())) {
      return;
    }
    RequestContext.withContextOf(
        request::getAttribute,
        () ->
            LOG.info(
                "{} {} {}",
                request.getMethod(),
                masked(request.getHttpURI().getPath()),
                response.getStatus()));
  }

  /** Any spelling of the webhook's path may contain a token. */
  static String masked(String path) {
    if (path.equals(WEBHOOKS)) {
      return path;
    }
    return decoded(path).toLowerCase(Locale.ROOT).contains("webhooks") ? WEBHOOKS + "/***" : path;
  }

  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return WEBHOOKS;
    }
  }
}
