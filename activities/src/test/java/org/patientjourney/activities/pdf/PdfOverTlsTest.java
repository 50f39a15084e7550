package org.patientjourney.activities.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.activities.internet.PublicNames;

/** As in live mode, except that a test may treat this machine as public. */
@SuppressWarnings("NullAway.Init") // set before the tests
class PdfOverTlsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final byte[] PUBLIC = {9, 9, 9, 9};

  @TempDir private static Path folder;
  private static SSLContext tls;

  private final List<String> resolved = new CopyOnWriteArrayList<>();
  private PdfServer server;

  @BeforeAll
  static void makeCertificate() throws Exception {
    tls = TestCertificate.in(folder);
  }

  @BeforeEach
  void start() throws Exception {
    HttpsServer https = HttpsServer.create(PdfServer.loopback(), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(tls));
    server = new PdfServer(https);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_pdf_is_fetched_from_an_address_that_was_checked() throws Exception {
    assertThat(fetch("localhost", address -> true)).isEqualTo(PdfServer.PDF);
    assertThat(resolved).containsExactly("localhost");
  }

  @Test
  void refuses_a_private_address_before_a_byte_is_sent() {
    PdfDownloadTest.assertFails(
        () -> fetch("localhost", PublicNames.OF_INTERNET.allowed()), PdfFailure.PRIVATE_ADDRESS);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void refuses_a_host_with_any_private_address() {
    PdfDownload download =
        new PdfDownload(
            null,
            LIMIT,
            tls,
            new PublicNames(
                new Names(
                    host ->
                        new InetAddress[] {
                          InetAddress.getByAddress(host, PUBLIC), InetAddress.getLoopbackAddress()
                        }),
                PublicNames.OF_INTERNET.allowed()));
    PdfDownloadTest.assertFails(
        () -> download.fetch(link("localhost")), PdfFailure.PRIVATE_ADDRESS);
  }

  @Test
  void a_redirect_is_resolved_and_checked_anew() {
    server.willRedirect(302, 1, link("127.0.0.1"));
    PdfDownloadTest.assertFails(
        () -> fetch("localhost", address -> resolved.size() == 1), PdfFailure.PRIVATE_ADDRESS);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void does_not_trust_a_certificate_of_another_host() {
    PdfDownloadTest.assertFails(() -> fetch("127.0.0.1", address -> true), PdfFailure.NOT_REACHED);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void does_not_trust_an_unknown_certificate() {
    SSLContext trusting = SSLContexts.createSystemDefault();
    PdfDownloadTest.assertFails(
        () -> download(trusting, LIMIT, address -> true).fetch(link("localhost")),
        PdfFailure.NOT_REACHED);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void gives_up_on_a_server_without_a_tls_handshake() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      PdfDownload impatient = download(tls, Duration.ofMillis(300), address -> true);
      PdfDownloadTest.assertFails(
          () -> impatient.fetch("https://localhost:" + silent.getLocalPort() + "/r/1.pdf"),
          PdfFailure.TOO_SLOW);
    }
  }

  @Test
  void gives_up_on_a_server_that_stops_in_the_middle() {
    server.willStopAfter(new byte[] {'%'});
    PdfDownload impatient = download(tls, Duration.ofSeconds(2), any -> true);
    PdfDownloadTest.assertFails(() -> impatient.fetch(link("localhost")), PdfFailure.TOO_SLOW);
  }

  private byte[] fetch(String host, Predicate<InetAddress> allowed) throws PdfDownload.Failed {
    return download(tls, LIMIT, allowed).fetch(link(host));
  }

  private PdfDownload download(SSLContext context, Duration limit, Predicate<InetAddress> allowed) {
    return new PdfDownload(
        null,
        limit,
        context,
        new PublicNames(
            new Names(
                host -> {
                  resolved.add(host);
                  return new InetAddress[] {InetAddress.getLoopbackAddress()};
                }),
            allowed));
  }

  private interface Resolving {
    InetAddress[] of(String host) throws UnknownHostException;
  }

  private record Names(Resolving resolving) implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      return resolving.of(host);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }

  private String link(String host) {
    return "https://" + host + ":" + server.port() + "/r/1.pdf";
  }
}
