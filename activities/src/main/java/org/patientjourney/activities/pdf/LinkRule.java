package org.patientjourney.activities.pdf;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which links are followed: https links, and in test mode those of one origin, which may be http
 * and on this machine.
 */
final class LinkRule {
  private final @Nullable String testOrigin;

  /**
   * @param testOrigin scheme, host and port; null in live mode
   */
  LinkRule(@Nullable URI testOrigin) {
    this.testOrigin = testOrigin == null ? null : origin(testOrigin);
  }

  URI check(String link) throws Refusal {
    return checked(parse(link));
  }

  /** Where a redirect leads: checked like the link itself. */
  URI redirected(URI from, String location) throws Refusal {
    return checked(from.resolve(parse(location)));
  }

  /** Whether the address behind the link need not be public. */
  boolean isOfTestOrigin(URI link) {
    return origin(link).equals(testOrigin);
  }

  private URI checked(URI link) throws Refusal {
    if (link.getScheme() == null || link.getHost() == null || link.getRawUserInfo() != null) {
      throw new Refusal(PdfFailure.NO_LINK);
    }
    if (!link.getScheme().equalsIgnoreCase("https") && !isOfTestOrigin(link)) {
      throw new Refusal(PdfFailure.NOT_HTTPS);
    }
    return link;
  }

  private static URI parse(String text) throws Refusal {
    try {
      return new URI(text.strip());
    } catch (URISyntaxException quoting) {
      // Dropped with its message, which quotes the link.
      throw new Refusal(PdfFailure.NO_LINK);
    }
  }

  private static String origin(URI link) {
    String scheme = String.valueOf(link.getScheme()).toLowerCase(Locale.ROOT);
    String host = String.valueOf(link.getHost()).toLowerCase(Locale.ROOT);
    int standard = scheme.equals("https") ? 443 : 80;
    return scheme + "://" + host + ":" + (link.getPort() == -1 ? standard : link.getPort());
  }

  /** A link that is not followed. */
  static final class Refusal extends Exception {
    private final PdfFailure failure;

    Refusal(PdfFailure failure) {
      super(failure.name(), null, false, false);
      this.failure = failure;
    }

    PdfFailure failure() {
      return failure;
    }
  }
}
