package org.patientjourney.activities.pdf;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.ssl.SSLContexts;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.internet.OutsideClient;
import org.patientjourney.activities.internet.PublicNames;

/**
 * Fetches a PDF (docs/provider.md, Links). Neither the link nor what it leads to is trusted: a
 * failure holds a constant only, and a connection is made only to an address that was checked. Only
 * https links are followed, and in test mode those of one origin, which may be http and on this
 * machine.
 */
public final class PdfDownload {
  static final int LARGEST = 25 << 20;

  private static final int MOST_REDIRECTS = 3;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final byte[] BEGINNING = "%PDF-".getBytes(StandardCharsets.US_ASCII);
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final @Nullable String testOrigin;
  private final Duration limit;
  private final SSLContext tls;
  private final PublicNames publicNames;

  /**
   * @param testOrigin scheme, host and port, whose links are fetched wherever they lead; null in
   *     live mode
   */
  public PdfDownload(@Nullable URI testOrigin) {
    this(testOrigin, LIMIT, SSLContexts.createSystemDefault(), PublicNames.OF_INTERNET);
  }

  PdfDownload(@Nullable URI testOrigin, Duration limit, SSLContext tls, PublicNames publicNames) {
    this.testOrigin = testOrigin == null ? null : origin(testOrigin);
    this.limit = limit;
    this.tls = tls;
    this.publicNames = publicNames;
  }

  /** The whole file. */
  public byte[] fetch(String link) throws Failed {
    long end = System.nanoTime() + limit.toNanos();
    URI next = checked(parse(link));
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpGet request = new HttpGet(next);
      request.setHeader(HttpHeaders.ACCEPT, "application/pdf");
      Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
      OutsideClient.cancelAfter(request, left);
      CloseableHttpClient client = client(next, left.plusMillis(1));
      try {
        ClassicHttpResponse response = client.executeOpen(null, request, null);
        Header location = response.getFirstHeader(HttpHeaders.LOCATION);
        if (!REDIRECTS.contains(response.getCode()) || location == null) {
          return answer(request, response);
        }
        next = checked(next.resolve(parse(location.getValue())));
      } catch (IOException failure) {
        throw broken(request, failure, PdfFailure.NOT_REACHED);
      } finally {
        // Gracefully it would read the response to its end.
        client.close(CloseMode.IMMEDIATE);
      }
    }
    throw new Failed(PdfFailure.TOO_MANY_REDIRECTS);
  }

  private CloseableHttpClient client(URI link, Duration left) {
    PoolingHttpClientConnectionManagerBuilder connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setTlsSocketStrategy(
                new DefaultClientTlsStrategy(tls, HostnameVerificationPolicy.BUILTIN, null));
    boolean isOfTest = origin(link).equals(testOrigin);
    return OutsideClient.builder(connections, isOfTest ? publicNames.names() : publicNames, left)
        .disableContentCompression()
        .build();
  }

  private static byte[] answer(HttpGet request, ClassicHttpResponse response) throws Failed {
    return switch (response.getCode()) {
      case 200 -> content(request, response);
      case 403, 404, 410 -> throw new Failed(PdfFailure.GONE);
      default -> throw new Failed(PdfFailure.UNEXPECTED_STATUS);
    };
  }

  private static byte[] content(HttpGet request, ClassicHttpResponse response) throws Failed {
    byte[] content;
    try {
      content = response.getEntity().getContent().readNBytes(LARGEST + 1);
    } catch (IOException failure) {
      throw broken(request, failure, PdfFailure.CUT_OFF);
    }
    if (content.length > LARGEST) {
      throw new Failed(PdfFailure.TOO_LARGE);
    }
    if (!startsAsPdf(content)) {
      throw new Failed(PdfFailure.NOT_A_PDF);
    }
    return content;
  }

  /** The sender chooses the content's type freely; the first bytes are the content. */
  private static boolean startsAsPdf(byte[] content) {
    return content.length >= BEGINNING.length
        && Arrays.equals(content, 0, BEGINNING.length, BEGINNING, 0, BEGINNING.length);
  }

  private static Failed broken(HttpGet request, IOException failure, PdfFailure otherwise) {
    if (failure instanceof PublicNames.PrivateAddress) {
      return new Failed(PdfFailure.PRIVATE_ADDRESS);
    }
    return new Failed(OutsideClient.isTooSlow(request, failure) ? PdfFailure.TOO_SLOW : otherwise);
  }

  private URI checked(URI link) throws Failed {
    if (link.getScheme() == null || link.getHost() == null || link.getRawUserInfo() != null) {
      throw new Failed(PdfFailure.NO_LINK);
    }
    if (!link.getScheme().equalsIgnoreCase("https") && !origin(link).equals(testOrigin)) {
      throw new Failed(PdfFailure.NOT_HTTPS);
    }
    return link;
  }

  private static URI parse(String text) throws Failed {
    try {
      return new URI(text.strip());
    } catch (URISyntaxException quoting) {
      // Dropped with its message, which quotes the link.
      throw new Failed(PdfFailure.NO_LINK);
    }
  }

  private static String origin(URI link) {
    String scheme = String.valueOf(link.getScheme()).toLowerCase(Locale.ROOT);
    String host = String.valueOf(link.getHost()).toLowerCase(Locale.ROOT);
    int standard = scheme.equals("https") ? 443 : 80;
    return scheme + "://" + host + ":" + (link.getPort() == -1 ? standard : link.getPort());
  }

  /** There is no file. */
  public static final class Failed extends Exception {
    private final PdfFailure failure;

    Failed(PdfFailure failure) {
      super(failure.name(), null, false, false);
      this.failure = failure;
    }

    PdfFailure failure() {
      return failure;
    }
  }
}
