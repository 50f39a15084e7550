package org.patientjourney.app.configuration;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;

/** Checks of addresses that other machines call. */
final class PublicAddress {
  private PublicAddress() {}

  static boolean isHttp(URI url) {
    return url.getHost() != null && ("http".equals(url.getScheme()) || isHttps(url));
  }

  static boolean isHttps(URI url) {
    return url.getHost() != null && "https".equals(url.getScheme());
  }

  /** Whether it has no path and no slash at the end, as paths are appended. */
  static boolean isBare(URI url) {
    return url.getRawPath().isEmpty() && url.getRawQuery() == null && url.getRawFragment() == null;
  }

  /** Any spelling of this machine's address. */
  static boolean isLoopback(URI url) {
    if (url.getHost() == null) {
      return false;
    }
    String host = url.getHost().toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    if (InetAddresses.isUriInetAddress(host)) {
      InetAddress address = InetAddresses.forUriString(host);
      return address.isLoopbackAddress() || address.isAnyLocalAddress();
    }
    return host.equals("localhost") || host.endsWith(".localhost") || host.startsWith("127.");
  }
}
