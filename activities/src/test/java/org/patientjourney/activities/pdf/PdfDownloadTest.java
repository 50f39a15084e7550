package org.patientjourney.activities.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.ssl.SSLContexts;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.internet.PublicNames;

class PdfDownloadTest {
  private final PdfServer server = new PdfServer();
  private final PdfDownload download = new PdfDownload(server.origin());

  PdfDownloadTest() throws IOException {}

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_pdf_is_fetched_byte_by_byte_with_its_whole_link() throws Exception {
    assertThat(download.fetch(server.link("s%2B1~"))).isEqualTo(PdfServer.PDF);
    assertThat(server.requests())
        .containsExactly(URI.create("/r/601233.pdf?Expires=1790000000&Signature=s%2B1~"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%PDF", "%pdf-1.7", " %PDF-1.7", "<html>%PDF-1.7"})
  void refuses_content_that_does_not_begin_as_a_pdf(String content) {
    server.willDo(
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/pdf");
          PdfServer.send(exchange, 200, content.getBytes(StandardCharsets.US_ASCII));
        });
    assertRefused(() -> download.fetch(server.link("s")), PdfFailure.NOT_A_PDF);
  }

  @Test
  void a_pdf_may_have_25_mib() throws Exception {
    server.willServe(Arrays.copyOf(PdfServer.PDF, 25 * 1024 * 1024));
    assertThat(download.fetch(server.link("s"))).hasSize(25 * 1024 * 1024);
  }

  /** The server would never end: only who stops reading comes out of this. */
  @Test
  void stops_reading_a_pdf_that_is_too_large() {
    server.willDo(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream endless = exchange.getResponseBody()) {
            endless.write(PdfServer.PDF);
            while (true) {
              endless.write(new byte[1 << 16]);
            }
          }
        });
    assertRefused(() -> download.fetch(server.link("s")), PdfFailure.TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 410})
  void reports_an_expired_link_as_gone(int status) {
    server.willAnswer(status);
    assertTryAgain(() -> download.fetch(server.link("s")), PdfFailure.GONE);
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 206, 302, 304, 400, 401, 429, 500, 503})
  void any_other_answer_is_tried_again(int status) {
    server.willAnswer(status);
    assertTryAgain(() -> download.fetch(server.link("s")), PdfFailure.UNEXPECTED_STATUS);
  }

  @ParameterizedTest
  @CsvSource({
    "http://pdf.example.org/r/1.pdf, NOT_HTTPS",
    "HTTP://pdf.example.org/r/1.pdf, NOT_HTTPS",
    "http://localhost/r/1.pdf, NOT_HTTPS",
    "ftp://pdf.example.org/r/1.pdf, NOT_HTTPS",
    "jar:https://pdf.example.org/r/1.jar!/1.pdf, NO_LINK",
    "file:///etc/passwd, NO_LINK",
    "file://pdf.example.org/etc/passwd, NOT_HTTPS",
    "https:///r/1.pdf, NO_LINK",
    "https://user@pdf.example.org/r/1.pdf, NO_LINK",
    "https://pdf.example.org@127.0.0.1/r/1.pdf, NO_LINK",
    "https://127.1/r/1.pdf, NO_LINK",
    "/r/1.pdf, NO_LINK",
    "no link at all, NO_LINK",
    "https://pdf.example.org/a b, NO_LINK"
  })
  void follows_https_links_only(String link, PdfFailure why) {
    assertRefused(() -> download.fetch(link), why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/r/1.pdf",
        "https://2130706433/r/1.pdf",
        "https://localhost/r/1.pdf",
        "https://LOCALHOST/r/1.pdf",
        "https://[::1]/r/1.pdf",
        "https://[::ffff:127.0.0.1]/r/1.pdf",
        "https://[::ffff:a9fe:a9fe]/latest/meta-data",
        "https://0.0.0.0/r/1.pdf",
        "https://10.1.2.3/r/1.pdf",
        "https://100.64.0.1/r/1.pdf",
        "https://169.254.169.254/latest/meta-data",
        "https://172.16.0.1/r/1.pdf",
        "https://192.168.1.1/r/1.pdf",
        "https://[fd12:3456::1]/r/1.pdf",
        "https://[fe80::1]/r/1.pdf",
        "https://[64:ff9b::10.0.0.1]/r/1.pdf"
      })
  void refuses_private_addresses(String link) {
    assertRefused(() -> download.fetch(link), PdfFailure.PRIVATE_ADDRESS);
    assertRefused(() -> new PdfDownload(null).fetch(link), PdfFailure.PRIVATE_ADDRESS);
  }

  @Test
  void has_no_exception_in_live_mode() {
    assertRefused(() -> new PdfDownload(null).fetch(server.link("s")), PdfFailure.NOT_HTTPS);
    assertThat(server.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void a_redirect_is_followed(int status) throws Exception {
    server.willRedirect(status, 1, "/elsewhere.pdf");
    assertThat(download.fetch(server.link("s"))).isEqualTo(PdfServer.PDF);
    assertThat(server.requests().get(1)).isEqualTo(URI.create("/elsewhere.pdf"));
  }

  @Test
  void three_redirects_are_followed_and_not_a_fourth() throws Exception {
    server.willRedirect(302, 3, "elsewhere.pdf");
    assertThat(download.fetch(server.link("s"))).isEqualTo(PdfServer.PDF);

    server.willRedirect(302, 99, "elsewhere.pdf");
    assertRefused(() -> download.fetch(server.link("s")), PdfFailure.TOO_MANY_REDIRECTS);
    assertThat(server.requests()).hasSize(4 + 4);
  }

  @ParameterizedTest
  @CsvSource({
    "https://169.254.169.254/latest/meta-data, PRIVATE_ADDRESS",
    "https://localhost/r/1.pdf, PRIVATE_ADDRESS",
    "//localhost:1/r/1.pdf, NOT_HTTPS",
    "http://pdf.example.org/r/1.pdf, NOT_HTTPS",
    "file:///etc/passwd, NO_LINK",
    "a b, NO_LINK"
  })
  void a_redirect_is_checked_like_the_link_itself(String location, PdfFailure why) {
    server.willRedirect(302, 1, location);
    assertRefused(() -> download.fetch(server.link("s")), why);
  }

  @Test
  void a_redirect_leads_to_no_other_server_of_this_machine() throws IOException {
    try (PdfServer other = new PdfServer()) {
      server.willRedirect(302, 1, other.link("s"));
      assertRefused(() -> download.fetch(server.link("s")), PdfFailure.NOT_HTTPS);
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void gives_up_on_a_server_that_does_not_answer() {
    server.willKeepSilent();
    assertTryAgain(() -> impatient().fetch(server.link("s")), PdfFailure.TOO_SLOW);
  }

  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void gives_up_on_a_server_that_stops_in_the_middle() {
    server.willStopAfter("%PDF-".getBytes(StandardCharsets.US_ASCII));
    assertTryAgain(() -> impatient().fetch(server.link("s")), PdfFailure.TOO_SLOW);
  }

  /** Each byte comes in time; the file would never end. */
  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void gives_up_at_the_deadline_on_a_server_that_sends_byte_by_byte() {
    CountDownLatch never = new CountDownLatch(1);
    server.willDo(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream endless = exchange.getResponseBody()) {
            while (!awaited(never, Duration.ofMillis(20))) {
              endless.write('%');
              endless.flush();
            }
          }
        });
    assertTryAgain(() -> impatient().fetch(server.link("s")), PdfFailure.TOO_SLOW);
  }

  private static boolean awaited(CountDownLatch latch, Duration limit) {
    try {
      return latch.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Test
  void does_not_accept_half_a_file() {
    server.willDo(
        exchange -> {
          exchange.sendResponseHeaders(200, PdfServer.PDF.length + 1);
          exchange.getResponseBody().write(PdfServer.PDF);
          exchange.getResponseBody().flush();
          exchange.close();
        });
    assertTryAgain(() -> download.fetch(server.link("s")), PdfFailure.CUT_OFF);
  }

  @Test
  void retries_an_unreachable_server() {
    server.close();
    assertTryAgain(() -> download.fetch(server.link("s")), PdfFailure.NOT_REACHED);
  }

  private PdfDownload impatient() {
    return new PdfDownload(
        server.origin(),
        Duration.ofMillis(300),
        SSLContexts.createSystemDefault(),
        PublicNames.OF_INTERNET);
  }

  private static void assertRefused(ThrowingCallable fetching, PdfFailure why) {
    assertFails(fetching, why);
    assertThat(why.isFinal()).isTrue();
  }

  private static void assertTryAgain(ThrowingCallable fetching, PdfFailure why) {
    assertFails(fetching, why);
    assertThat(why.isFinal()).isFalse();
  }

  static void assertFails(ThrowingCallable fetching, PdfFailure why) {
    assertThatThrownBy(fetching)
        .isInstanceOfSatisfying(
            PdfDownload.Failed.class, failed -> assertThat(failed.failure()).isEqualTo(why))
        .hasMessage(why.name())
        .hasNoCause();
  }
}
