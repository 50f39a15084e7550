package org.patientjourney.activities.pdf;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a PDF (docs/provider.md, Links). Neither the link nor what it leads to is trusted: the
 * outcome holds constants only, and a connection is made only to an address that was checked.
 */
public final class PdfDownload {
  static final int LARGEST = 25 << 20;

  private static final int MOST_REDIRECTS = 3;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final byte[] BEGINNING = "%PDF-".getBytes(StandardCharsets.US_ASCII);
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final LinkRule rule;
  private final Duration limit;
  private final SSLContext tls;
  private final DnsResolver names;
  private final DnsResolver publicNames;

  /**
   * @param testOrigin whose links are fetched wherever they lead; null in live mode
   */
  public PdfDownload(@Nullable URI testOrigin) {
    this(
        testOrigin,
        LIMIT,
        SSLContexts.createSystemDefault(),
        SystemDefaultDnsResolver.INSTANCE,
        InternetAddress::isPublic);
  }

  PdfDownload(
      @Nullable URI testOrigin,
      Duration limit,
      SSLContext tls,
      DnsResolver names,
      Predicate<InetAddress> allowed) {
    this.rule = new LinkRule(testOrigin);
    this.limit = limit;
    this.tls = tls;
    this.names = names;
    this.publicNames = new CheckedNames(names, allowed);
  }

  public PdfDownloadOutcome fetch(String link) {
    try {
      return follow(rule.check(link));
    } catch (LinkRule.Refusal refusal) {
      return new PdfDownloadOutcome.Refused(refusal.failure());
    }
  }

  private PdfDownloadOutcome follow(URI link) throws LinkRule.Refusal {
    long end = System.nanoTime() + limit.toNanos();
    URI next = link;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpGet request = new HttpGet(next);
      request.setHeader(HttpHeaders.ACCEPT, "application/pdf");
      // A time-out of the socket alone would start anew with each byte.
      long left = Math.max(1, end - System.nanoTime());
      CompletableFuture.delayedExecutor(left, TimeUnit.NANOSECONDS).execute(request::cancel);
      CloseableHttpClient client = client(next, Timeout.ofMilliseconds(left / 1_000_000 + 1));
      try {
        ClassicHttpResponse response = client.executeOpen(null, request, null);
        Header location = response.getFirstHeader(HttpHeaders.LOCATION);
        if (!REDIRECTS.contains(response.getCode()) || location == null) {
          return answer(request, response);
        }
        next = rule.redirected(next, location.getValue());
      } catch (IOException failure) {
        return broken(request, failure, PdfFailure.NOT_REACHED);
      } finally {
        // Gracefully it would read the response to its end.
        client.close(CloseMode.IMMEDIATE);
      }
    }
    return new PdfDownloadOutcome.Refused(PdfFailure.TOO_MANY_REDIRECTS);
  }

  /** Without a proxy: it would resolve names itself, unchecked. */
  private CloseableHttpClient client(URI link, Timeout timeout) {
    return HttpClients.custom()
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(rule.isOfTestOrigin(link) ? names : publicNames)
                .setTlsSocketStrategy(
                    new DefaultClientTlsStrategy(tls, HostnameVerificationPolicy.BUILTIN, null))
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(timeout)
                        .setSocketTimeout(timeout)
                        .build())
                .build())
        .build();
  }

  private static PdfDownloadOutcome answer(HttpGet request, ClassicHttpResponse response) {
    return switch (response.getCode()) {
      case 200 -> content(request, response);
      case 403, 404, 410 -> new PdfDownloadOutcome.Gone();
      default -> new PdfDownloadOutcome.TryAgain(PdfFailure.UNEXPECTED_STATUS);
    };
  }

  private static PdfDownloadOutcome content(HttpGet request, ClassicHttpResponse response) {
    byte[] content;
    try {
      content = response.getEntity().getContent().readNBytes(LARGEST + 1);
    } catch (IOException failure) {
      return broken(request, failure, PdfFailure.CUT_OFF);
    }
    if (content.length > LARGEST) {
      return new PdfDownloadOutcome.Refused(PdfFailure.TOO_LARGE);
    }
    return startsAsPdf(content)
        ? new PdfDownloadOutcome.Copied(content)
        : new PdfDownloadOutcome.Refused(PdfFailure.NOT_A_PDF);
  }

  /** The sender chooses the content's type freely; the first bytes are the content. */
  private static boolean startsAsPdf(byte[] content) {
    return content.length >= BEGINNING.length
        && Arrays.equals(content, 0, BEGINNING.length, BEGINNING, 0, BEGINNING.length);
  }

  private static PdfDownloadOutcome broken(
      HttpGet request, IOException failure, PdfFailure otherwise) {
    if (failure instanceof PrivateAddress) {
      return new PdfDownloadOutcome.Refused(PdfFailure.PRIVATE_ADDRESS);
    }
    boolean isSlow = request.isCancelled() || failure instanceof SocketTimeoutException;
    return new PdfDownloadOutcome.TryAgain(isSlow ? PdfFailure.TOO_SLOW : otherwise);
  }

  /**
   * Refuses a name when any of its addresses is not allowed. The client connects to the addresses
   * that it gets here and does not resolve the name again.
   */
  private record CheckedNames(DnsResolver names, Predicate<InetAddress> allowed)
      implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      InetAddress[] found = names.resolve(host);
      if (!Arrays.stream(found).allMatch(allowed)) {
        throw new PrivateAddress();
      }
      return found;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }

  /** A host has an address outside of the public internet. */
  private static final class PrivateAddress extends UnknownHostException {
    PrivateAddress() {
      super("a host has an address outside of the public internet");
    }
  }
}
