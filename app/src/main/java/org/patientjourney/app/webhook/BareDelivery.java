package org.patientjourney.app.webhook;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * Hides the headers and the query of a webhook delivery. Jersey answers some headers by itself,
 * before the delivery is stored: a malformed Content-Type, for example.
 */
public final class BareDelivery implements Filter {
  /** The paths that it is for, as servlet mappings say it. */
  public static final String PATHS = "/webhooks/*";

  /** The attribute that holds the only header that says what the bytes are. */
  static final String CONTENT_ENCODING = BareDelivery.class.getName() + ".content-encoding";

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest delivery = (HttpServletRequest) request;
    delivery.setAttribute(
        CONTENT_ENCODING,
        String.join(",", Collections.list(delivery.getHeaders(HttpHeaders.CONTENT_ENCODING))));
    chain.doFilter(new Bare(delivery), response);
  }

  private static final class Bare extends HttpServletRequestWrapper {
    Bare(HttpServletRequest request) {
      super(request);
    }

    @Override
    public @Nullable String getHeader(String name) {
      return null;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return Collections.emptyEnumeration();
    }

    @Override
    public Enumeration<String> getHeaderNames() {
      return Collections.emptyEnumeration();
    }

    @Override
    public int getIntHeader(String name) {
      return -1;
    }

    @Override
    public long getDateHeader(String name) {
      return -1;
    }

    @Override
    public @Nullable String getContentType() {
      return null;
    }

    @Override
    public Cookie @Nullable [] getCookies() {
      return null;
    }

    @Override
    public @Nullable String getQueryString() {
      return null;
    }
  }
}
