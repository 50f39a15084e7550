package org.patientjourney.app.problem;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses with 400 a body in any content coding, and one that ends too early: a fault of the caller
 * or of the connection, not of an endpoint.
 */
public final class RequestBodies implements ContainerRequestFilter {
  @Override
  public void filter(ContainerRequestContext request) {
    String coding = request.getHeaderString(HttpHeaders.CONTENT_ENCODING);
    if (coding != null && !coding.isBlank() && !coding.strip().equalsIgnoreCase("identity")) {
      request.abortWith(
          ProblemType.BAD_REQUEST.response(
              "expected a body without Content-Encoding: send it as it is"));
      return;
    }
    request.setEntityStream(new Unbroken(request.getEntityStream()));
  }

  private static final class Unbroken extends FilterInputStream {
    Unbroken(InputStream body) {
      super(body);
    }

    @Override
    public int read() {
      return read(() -> in.read());
    }

    @Override
    public int read(byte @Nullable [] bytes, int offset, int length) {
      return read(() -> in.read(bytes, offset, length));
    }

    /** Jetty throws both: an end too early is an I/O failure, a malformed chunk is none. */
    private static int read(Reading reading) {
      try {
        return reading.run();
      } catch (IOException | RuntimeException e) {
        throw new BadRequestException(
            ProblemType.BAD_REQUEST.response("expected a body to its announced end: send it again"),
            e);
      }
    }

    private interface Reading {
      int run() throws IOException;
    }
  }
}
