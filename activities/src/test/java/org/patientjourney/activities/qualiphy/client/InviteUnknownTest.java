package org.patientjourney.activities.qualiphy.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.qualiphy.CallResult.NotSent;
import org.patientjourney.activities.qualiphy.CallResult.Unknown;

/** The difference between "certainly not sent" and "unknown". */
@Timeout(10)
class InviteUnknownTest {
  private static final Duration SHORT = Duration.ofMillis(200);

  @ParameterizedTest
  @ValueSource(ints = {500, 501, 502, 503, 504, 599})
  void errors_of_the_provider_are_unknown(int status) throws IOException {
    assertThat(InviteCall.answeredBy(status, "<html><h1>Bad Gateway</h1></html>"))
        .isEqualTo(new Unknown<>("http " + status));
  }

  @Test
  void an_error_of_the_provider_inside_of_a_200_is_unknown() throws IOException {
    assertThat(InviteCall.answeredBy(200, "{\"http_code\":\"500\"}"))
        .isEqualTo(new Unknown<>("http 500"));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void a_redirect_is_not_followed(int status) throws IOException {
    try (ProviderStub elsewhere = ProviderStub.answering(200, "{}")) {
      assertThat(InviteCall.answeredBy(status, "", "Location", elsewhere.url() + "/api"))
          .isEqualTo(new Unknown<>("http " + status));
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "OK", "<html>welcome</html>", "{\"http_code\":200", "{}{}", "[]", "null", "7"})
  void a_success_without_a_json_object_is_unknown(String body) throws IOException {
    assertThat(InviteCall.answeredBy(200, body))
        .isEqualTo(new Unknown<>("answer is no JSON object"));
  }

  @Test
  void a_200_with_a_duplicate_key_is_unknown() throws IOException {
    assertThat(InviteCall.answeredBy(200, "{\"http_code\":200,\"http_code\":400}"))
        .isEqualTo(new Unknown<>("answer is no JSON object"));
  }

  @Test
  void a_body_beyond_the_limit_is_unknown() throws IOException {
    assertThat(InviteCall.answeredBy(200, " ".repeat(QualiphyConnection.LARGEST_ANSWER + 1)))
        .isEqualTo(new Unknown<>("AnswerTooLarge"));
    assertThat(InviteCall.answeredBy(200, " ".repeat(QualiphyConnection.LARGEST_ANSWER)))
        .isEqualTo(new Unknown<>("answer is no JSON object"));
  }

  @Test
  void no_answer_in_time_is_unknown() throws IOException {
    try (ProviderStub silent = ProviderStub.silent()) {
      assertThat(InviteCall.to(silent.url(), SHORT, SHORT))
          .isEqualTo(new Unknown<>("TimeoutException"));
      assertThat(silent.requests()).hasSize(1);
    }
  }

  @Test
  void an_answer_that_stops_half_way_is_unknown() throws IOException {
    try (ProviderStub stalling =
        ProviderStub.handling(
            exchange -> {
              exchange.sendResponseHeaders(200, 100);
              exchange.getResponseBody().write('{');
              exchange.getResponseBody().flush();
              ProviderStub.awaitClosing();
            })) {
      assertThat(InviteCall.to(stalling.url(), SHORT, SHORT))
          .isEqualTo(new Unknown<>("TimeoutException"));
    }
  }

  @Test
  void an_interrupt_is_unknown_and_kept() throws IOException {
    try (ProviderStub silent = ProviderStub.silent()) {
      Thread.currentThread().interrupt();
      assertThat(InviteCall.to(silent.url())).isEqualTo(new Unknown<>("InterruptedException"));
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CLOSE", "RESET"})
  void a_connection_that_breaks_after_the_request_is_unknown(BreakingServer.Way way)
      throws IOException {
    try (BreakingServer server = new BreakingServer(way)) {
      assertThat(InviteCall.to(server.url())).isInstanceOf(Unknown.class);
      assertThat(server.requests()).isEqualTo(1);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  /** The JDK would repeat a GET here; an invite must not be repeated. */
  @Test
  void a_reused_connection_that_breaks_is_not_retried() throws IOException {
    try (BreakingServer server = new BreakingServer(BreakingServer.Way.CLOSE_WHEN_REUSED)) {
      Duration plenty = Duration.ofSeconds(10);
      QualiphyClient client =
          new QualiphyClient(server.url(), plenty, plenty, clinic -> false, CallObserver.NONE);
      assertThat(client.invite(TestInvites.KEY, TestInvites.goodFaith()))
          .isEqualTo(new Unknown<>("http 500"));
      assertThat(client.invite(TestInvites.KEY, TestInvites.goodFaith()))
          .isInstanceOf(Unknown.class);
      assertThat(server.requests()).isEqualTo(2);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void a_refused_connection_proves_that_nothing_was_sent() throws IOException {
    assertThat(InviteCall.to(ProviderStub.nowhere())).isEqualTo(new NotSent<>("ConnectException"));
  }

  @Test
  void a_failed_tls_handshake_proves_that_nothing_was_sent()
      throws IOException, GeneralSecurityException {
    SSLContext withoutCertificate = SSLContext.getInstance("TLS");
    withoutCertificate.init(null, null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(withoutCertificate));
    server.start();
    try {
      URI url = URI.create("https://localhost:" + server.getAddress().getPort());
      assertThat(InviteCall.to(url)).isEqualTo(new NotSent<>("SSLHandshakeException"));
    } finally {
      server.stop(0);
    }
  }
}
