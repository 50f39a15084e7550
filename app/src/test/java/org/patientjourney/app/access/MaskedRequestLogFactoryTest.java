package org.patientjourney.app.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.app.LogLines;
import org.slf4j.MDC;

class MaskedRequestLogFactoryTest {
  private static final String TOKEN = "dG9rZW4tb2YtdGVzdHM";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/webhooks/qualiphy/" + TOKEN,
        "/webhooks/qualiphy/" + TOKEN + "/",
        "/webhooks//qualiphy/" + TOKEN + "/",
        "/webhooks/qualiphy//" + TOKEN,
        "/webhooks/qualiphy%2F" + TOKEN,
        "/webhooks/qualiphy/%64G9rZW4tb2YtdGVzdHM",
        "/webhooks/" + TOKEN,
        "/webhooks/../webhooks/qualiphy/" + TOKEN,
        "/webhooks/qualiphy/" + TOKEN + ";v=1"
      })
  void the_token_of_a_webhook_is_masked(String path) {
    assertThat(MaskedRequestLogFactory.masked(path)).isEqualTo("/webhooks/***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//webhooks/qualiphy/" + TOKEN,
        "/./webhooks/qualiphy/" + TOKEN,
        "/x/../webhooks/qualiphy/" + TOKEN,
        "/%77ebhooks/qualiphy/" + TOKEN,
        "/webhooks%2Fqualiphy/" + TOKEN,
        "/webhooks;v=1/qualiphy/" + TOKEN,
        "/Webhooks/qualiphy/" + TOKEN,
        "/api/webhooks/qualiphy/" + TOKEN
      })
  void the_token_is_masked_in_every_spelling_of_the_path(String path) {
    assertThat(MaskedRequestLogFactory.masked(path)).doesNotContain(TOKEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/orders", "/journeys/juniper:WC-12847:5101", "/webhooks", "*"})
  void every_other_path_is_logged_as_it_is(String path) {
    assertThat(MaskedRequestLogFactory.masked(path)).isEqualTo(path);
  }

  @Test
  void a_line_has_method_path_and_status_and_no_query() {
    ILoggingEvent line =
        logged("http://journey.example.org/journeys?clinic=juniper&secret=" + TOKEN);
    assertThat(line.getFormattedMessage()).isEqualTo("POST /journeys 200");
  }

  @Test
  void a_line_of_a_webhook_has_no_token() {
    ILoggingEvent line =
        logged("http://journey.example.org/webhooks/qualiphy/" + TOKEN + "?x=" + TOKEN);
    assertThat(line.getFormattedMessage()).isEqualTo("POST /webhooks/*** 200");
  }

  @Test
  void a_line_has_the_context_of_its_request_only() {
    assertThat(logged("http://journey.example.org/orders").getMDCPropertyMap())
        .containsOnly(entry("journey", "of the request"), entry("delivery", "of the request"));
    assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ping", "/ready", "/healthcheck", "/metrics/prometheus"})
  void a_probe_is_logged_when_it_fails(String path) {
    assertThat(lines("http://journey.example.org" + path, 200)).isEmpty();
    assertThat(lines("http://journey.example.org" + path, 503))
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("POST " + path + " 503");
  }

  @Test
  void the_log_is_on() {
    assertThat(new MaskedRequestLogFactory().isEnabled()).isTrue();
  }

  private static ILoggingEvent logged(String uri) {
    List<ILoggingEvent> lines = lines(uri, 200);
    assertThat(lines).hasSize(1);
    return lines.get(0);
  }

  private static List<ILoggingEvent> lines(String uri, int status) {
    Map<String, Object> answers =
        Map.of(
            "getMethod", "POST",
            "getHttpURI", HttpURI.from(uri),
            "getAttribute", "of the request");
    Request request = answering(Request.class, answers);
    Response response = answering(Response.class, Map.of("getStatus", status));
    return LogLines.of(
        "requests", () -> new MaskedRequestLogFactory().build("journey").log(request, response));
  }

  /** Knows the named methods only: asking for anything else is a failure. */
  private static <T> T answering(Class<T> type, Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object answer = answers.get(method.getName());
              if (answer == null) {
                throw new UnsupportedOperationException(method.getName());
              }
              return answer;
            }));
  }
}
