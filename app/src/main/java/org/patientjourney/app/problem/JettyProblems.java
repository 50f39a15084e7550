package org.patientjourney.app.problem;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers what Jetty itself refuses with a problem instead of an HTML page. */
public record JettyProblems(ObjectMapper mapper) implements Request.Handler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    int status = response.getStatus();
    if (HttpStatus.hasNoBody(status)) {
      callback.succeeded();
      return true;
    }
    Problem problem = Problem.ofStatus(status, HttpStatus.getMessage(status), detail(status));
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, RetryAfter.SECONDS);
    }
    response.write(true, ByteBuffer.wrap(mapper.writeValueAsBytes(problem)), callback);
    return true;
  }

  /** Jetty's own words may quote the request. */
  private static String detail(int status) {
    if (HttpStatus.isServerError(status)) {
      return "the request was not served: try again";
    }
    return status == HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431
        ? "expected at most 8 KiB of headers"
        : "expected a request as RFC 9112 and docs/api.md describe it";
  }
}
