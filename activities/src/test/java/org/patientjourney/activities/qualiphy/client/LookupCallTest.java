package org.patientjourney.activities.qualiphy.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.patientjourney.activities.qualiphy.LookupResult.Failed;
import org.patientjourney.activities.qualiphy.LookupResult.Failure;
import org.patientjourney.activities.qualiphy.LookupResult.Found;
import org.patientjourney.workflows.hold.HoldReason;

/** What all calls that only read share: the request, the list's place, and every way to fail. */
@Timeout(10)
class LookupCallTest {
  private static final Duration SHORT = Duration.ofMillis(200);

  static Stream<Arguments> unauthorized() {
    return ErrorBody.knownUnauthorizedTexts(LookupCall.values());
  }

  @ParameterizedTest
  @EnumSource
  void the_request_is_a_json_post(LookupCall call) throws IOException {
    assertThat(call.once().request())
        .isEqualTo(
            new ProviderStub.Request("POST", call.path(), "application/json", call.request()));
  }

  @ParameterizedTest
  @EnumSource
  void the_list_is_bare_or_a_member_of_an_object(LookupCall call) throws IOException {
    for (String body :
        List.of(
            "[]",
            "{\"" + call.listName() + "\":[]}",
            "{\"http_code\":200,\"answers\":[7],\"" + call.listName() + "\":[]}",
            "{\"http_code\":200,\"entries\":[]}")) {
      assertThat(call.once().answeredBy(200, body)).as(body).isEqualTo(new Found<>(List.of()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_success_without_a_list_or_with_nothing_that_can_be_read_is_unreadable(LookupCall call)
      throws IOException {
    for (String body :
        List.of(
            "",
            "welcome",
            "<html>welcome</html>",
            "7",
            "{}",
            "{\"http_code\":200}",
            "{\"" + call.listName() + "\":{}}",
            "{\"one\":[],\"two\":[]}",
            "[",
            "[7,null,\"x\",{},{\"name\":\"of nothing\"}]")) {
      assertThat(call.once().answeredBy(200, body))
          .as(body)
          .isEqualTo(new Failed<>(Failure.UNREADABLE, "answer without " + call.listName()));
    }
  }

  @ParameterizedTest
  @MethodSource("unauthorized")
  void text_of_a_401_determines_the_reason_in_every_shape(
      LookupCall call, ErrorBody shape, String text, HoldReason reason) throws IOException {
    assertThat(call.once().answeredBy(401, shape.of(401, text)))
        .isEqualTo(new Failed<>(Failure.REFUSED, reason.name()));
  }

  @ParameterizedTest
  @EnumSource
  void an_error_inside_of_a_200_is_an_error(LookupCall call) throws IOException {
    assertThat(
            call.once()
                .answeredBy(200, "{\"http_code\":401,\"error_message\":\"Unauthorized access.\"}"))
        .isEqualTo(new Failed<>(Failure.REFUSED, "KEY_REFUSED"));
    assertThat(call.once().answeredBy(200, "{\"http_code\":\"400\",\"exams\":[]}"))
        .isEqualTo(new Failed<>(Failure.REFUSED, "http 400"));
    assertThat(call.once().answeredBy(200, "{\"http_code\":500.0}"))
        .isEqualTo(new Failed<>(Failure.UNREACHABLE, "http 500"));
  }

  @ParameterizedTest
  @EnumSource
  void a_refusal_is_no_error_of_the_providers(LookupCall call) throws IOException {
    for (int status : List.of(302, 400, 403, 404, 422)) {
      assertThat(call.once().answeredBy(status, "Cannot convert undefined or null to object"))
          .isEqualTo(new Failed<>(Failure.REFUSED, "http " + status));
    }
    for (int status : List.of(500, 502, 503, 504)) {
      assertThat(call.once().answeredBy(status, "<html><h1>Bad Gateway</h1></html>"))
          .isEqualTo(new Failed<>(Failure.UNREACHABLE, "http " + status));
    }
    assertThat(call.once().answeredBy(429, "[]"))
        .isEqualTo(new Failed<>(Failure.RATE_LIMITED, "http 429"));
  }

  @ParameterizedTest
  @EnumSource
  void no_answer_in_time_is_a_failure_of_its_own(LookupCall call) throws IOException {
    try (ProviderStub silent = ProviderStub.silent()) {
      assertThat(call.once().to(silent.url(), SHORT, SHORT))
          .isEqualTo(new Failed<>(Failure.TOO_SLOW, "TimeoutException"));
      assertThat(silent.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_connection_that_breaks_or_is_refused_is_not_repeated_here(LookupCall call)
      throws IOException {
    try (BreakingServer server = new BreakingServer(BreakingServer.Way.RESET)) {
      assertThat(call.once().to(server.url()))
          .isInstanceOfSatisfying(
              Failed.class, failed -> assertThat(failed.kind()).isEqualTo(Failure.UNREACHABLE));
      assertThat(server.connections()).isEqualTo(1);
    }
    assertThat(call.once().to(ProviderStub.nowhere()))
        .isEqualTo(new Failed<>(Failure.UNREACHABLE, "ConnectException"));
  }
}
