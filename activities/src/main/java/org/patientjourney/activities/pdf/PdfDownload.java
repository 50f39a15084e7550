package org.patientjourney.activities.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a PDF (contract 5.5, rule 6). The link came from outside: neither it nor what it leads to
 * is trusted, and nothing of either is told but a constant.
 */
public final class PdfDownload {
  static final int LARGEST = 25 << 20;
  private static final int MOST_REDIRECTS = 3;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final byte[] BEGINNING = "%PDF-".getBytes(StandardCharsets.US_ASCII);
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final LinkRule rule;
  private final Duration limit;
  private final SSLSocketFactory tls;
  private final PublicSocket.HostNames names;
  private final Predicate<InetAddress> allowed;

  /**
   * @param testOrigin whose links are fetched wherever they lead; null in live mode
   */
  public PdfDownload(@Nullable URI testOrigin) {
    this(
        testOrigin,
        LIMIT,
        (SSLSocketFactory) SSLSocketFactory.getDefault(),
        InetAddress::getAllByName,
        InternetAddress::isPublic);
  }

  PdfDownload(
      @Nullable URI testOrigin,
      Duration limit,
      SSLSocketFactory tls,
      PublicSocket.HostNames names,
      Predicate<InetAddress> allowed) {
    this.rule = new LinkRule(testOrigin);
    this.limit = limit;
    this.tls = tls;
    this.names = names;
    this.allowed = allowed;
  }

  public PdfDownloadOutcome fetch(String link) {
    try {
      return follow(rule.check(link), Deadline.in(limit, System::nanoTime));
    } catch (LinkRule.Refusal refusal) {
      return new PdfDownloadOutcome.Refused(refusal.failure());
    } catch (IOException failure) {
      return broken(failure);
    }
  }

  private PdfDownloadOutcome follow(URI link, Deadline deadline)
      throws IOException, LinkRule.Refusal {
    URI next = link;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpURLConnection connection = open(next, deadline);
      try {
        int status = connection.getResponseCode();
        @Nullable String location = connection.getHeaderField("Location");
        if (!REDIRECTS.contains(status) || location == null) {
          return answer(status, connection);
        }
        next = rule.redirected(next, location);
      } finally {
        connection.disconnect();
      }
    }
    return new PdfDownloadOutcome.Refused(PdfFailure.TOO_MANY_REDIRECTS);
  }

  /** No proxy: it would look names up itself, unchecked. */
  private HttpURLConnection open(URI link, Deadline deadline) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) link.toURL().openConnection(Proxy.NO_PROXY);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setConnectTimeout(deadline.remainingMillis());
    connection.setReadTimeout(deadline.remainingMillis());
    connection.setRequestProperty("Accept", "application/pdf");
    connection.setRequestProperty("Connection", "close");
    if (connection instanceof HttpsURLConnection https && !rule.isOfTestOrigin(link)) {
      https.setSSLSocketFactory(
          new PublicSockets(tls, () -> new PublicSocket(names, allowed, deadline)));
    }
    return connection;
  }

  private static PdfDownloadOutcome answer(int status, HttpURLConnection connection)
      throws IOException {
    return switch (status) {
      case 200 -> content(connection);
      case 403, 404, 410 -> new PdfDownloadOutcome.Gone();
      default -> new PdfDownloadOutcome.TryAgain(PdfFailure.UNEXPECTED_STATUS);
    };
  }

  private static PdfDownloadOutcome content(HttpURLConnection connection) throws IOException {
    byte[] content;
    try (InputStream body = connection.getInputStream()) {
      content = body.readNBytes(LARGEST + 1);
    } catch (IOException failure) {
      if (has(failure, SocketTimeoutException.class)) {
        throw failure;
      }
      // How JDK 25 tells a connection that ended before its file.
      return new PdfDownloadOutcome.TryAgain(PdfFailure.CUT_OFF);
    }
    if (content.length > LARGEST) {
      return new PdfDownloadOutcome.Refused(PdfFailure.TOO_LARGE);
    }
    // JDK 17 takes the end of a connection for the end of the file.
    if (content.length < connection.getContentLengthLong()) {
      return new PdfDownloadOutcome.TryAgain(PdfFailure.CUT_OFF);
    }
    return startsAsPdf(content)
        ? new PdfDownloadOutcome.Copied(content)
        : new PdfDownloadOutcome.Refused(PdfFailure.NOT_A_PDF);
  }

  /** The content's type is its sender's word; its first bytes are its own. */
  private static boolean startsAsPdf(byte[] content) {
    return content.length >= BEGINNING.length
        && Arrays.equals(content, 0, BEGINNING.length, BEGINNING, 0, BEGINNING.length);
  }

  private static PdfDownloadOutcome broken(IOException failure) {
    if (has(failure, PublicSocket.PrivateAddress.class)) {
      return new PdfDownloadOutcome.Refused(PdfFailure.PRIVATE_ADDRESS);
    }
    boolean slow = has(failure, SocketTimeoutException.class);
    return new PdfDownloadOutcome.TryAgain(slow ? PdfFailure.TOO_SLOW : PdfFailure.NOT_REACHED);
  }

  private static boolean has(Throwable failure, Class<? extends IOException> kind) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
