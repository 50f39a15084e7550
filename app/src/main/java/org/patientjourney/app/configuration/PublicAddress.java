package org.patientjourney.app.configuration;

import java.net.URI;

/** What an address must be, to be called from outside. */
final class PublicAddress {
  private PublicAddress() {}

  static boolean isHttp(URI url) {
    return url.getHost() != null && ("http".equals(url.getScheme()) || isHttps(url));
  }

  static boolean isHttps(URI url) {
    return url.getHost() != null && "https".equals(url.getScheme());
  }

  /** Paths are put behind it: neither a path nor a slash of its own. */
  static boolean isBare(URI url) {
    return url.getRawPath().isEmpty() && url.getRawQuery() == null && url.getRawFragment() == null;
  }

  static boolean isLoopback(URI url) {
    String host = url.getHost();
    return "localhost".equals(host) || "[::1]".equals(host) || host.startsWith("127.");
  }
}
