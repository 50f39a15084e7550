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
import org.patientjourney.activities.qualiphy.CallResult.NotSent;
import org.patientjourney.activities.qualiphy.CallResult.RateLimited;
import org.patientjourney.activities.qualiphy.CallResult.Unknown;
import org.patientjourney.workflows.hold.HoldReason;

/** What the calls about one patient exam share: refusals and unknown outcomes. */
@Timeout(10)
class ExamCallTest {
  private static final Duration SHORT = Duration.ofMillis(200);

  static Stream<Arguments> unauthorized() {
    return ErrorBody.knownUnauthorizedTexts(ExamCall.values());
  }

  @ParameterizedTest
  @EnumSource(names = {"RESEND", "CANCEL"})
  void the_request_is_a_json_post_with_the_id_as_a_number(ExamCall call) throws IOException {
    assertThat(call.once().request())
        .isEqualTo(
            new ProviderStub.Request(
                "POST",
                call.path(),
                "application/json",
                "{\"patient_exam_id\":601233,\"api_key\":\"" + TestInvites.KEY.value() + "\"}"));
  }

  @ParameterizedTest
  @EnumSource
  void a_success_needs_no_more_than_an_object(ExamCall call) throws IOException {
    for (String body : List.of("{}", "{\"http_code\":200}", "{\"http_code\":\"200\",\"x\":[]}")) {
      assertThat(call.once().answeredBy(200, body)).as(body).isEqualTo(call.done());
    }
    assertThat(call.once().answeredBy(201, "{}")).isEqualTo(call.done());
  }

  @ParameterizedTest
  @EnumSource
  void a_success_without_a_json_object_is_unknown(ExamCall call) throws IOException {
    for (String body : List.of("", "OK", "<html>welcome</html>", "{\"http_code\":200", "[]", "7")) {
      assertThat(call.once().answeredBy(200, body))
          .as(body)
          .isEqualTo(new Unknown<>("answer is no JSON object"));
    }
  }

  @ParameterizedTest
  @MethodSource("unauthorized")
  void text_of_a_401_determines_the_reason_in_every_shape(
      ExamCall call, ErrorBody shape, String text, HoldReason reason) throws IOException {
    assertThat(call.once().answeredBy(401, shape.of(401, text)))
        .isEqualTo(call.unauthorized(reason));
  }

  @ParameterizedTest
  @EnumSource
  void an_error_inside_of_a_200_is_an_error(ExamCall call) throws IOException {
    assertThat(
            call.once().answeredBy(200, "{\"http_code\":401,\"message\":\"Unauthorized access.\"}"))
        .isEqualTo(call.unauthorized(HoldReason.KEY_REFUSED));
    assertThat(call.once().answeredBy(200, "{\"http_code\":\"400\"}")).isEqualTo(call.refused(400));
    assertThat(call.once().answeredBy(200, "{\"http_code\":429}"))
        .isEqualTo(new RateLimited<>(null));
    assertThat(call.once().answeredBy(200, "{\"http_code\":500.0}"))
        .isEqualTo(new Unknown<>("http 500"));
  }

  @ParameterizedTest
  @EnumSource
  void other_refusals_have_the_status_as_cause(ExamCall call) throws IOException {
    for (int status : List.of(400, 402, 403, 404, 405, 422)) {
      assertThat(call.once().answeredBy(status, "Invalid patient exam id"))
          .as("http %s", status)
          .isEqualTo(call.refused(status));
    }
  }

  @ParameterizedTest
  @EnumSource
  void statuses_that_do_not_exclude_an_effect_are_unknown(ExamCall call) throws IOException {
    for (int status : List.of(302, 408, 409, 500, 501, 502, 503, 504)) {
      assertThat(call.once().answeredBy(status, "<html><h1>Bad Gateway</h1></html>"))
          .isEqualTo(new Unknown<>("http " + status));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_429_waits_as_requested(ExamCall call) throws IOException {
    assertThat(call.once().answeredBy(429, "slow down", "Retry-After", "30"))
        .isEqualTo(new RateLimited<>(Duration.ofSeconds(30)));
    assertThat(call.once().answeredBy(429, "")).isEqualTo(new RateLimited<>(null));
  }

  @ParameterizedTest
  @EnumSource
  void no_answer_in_time_is_unknown(ExamCall call) throws IOException {
    try (ProviderStub silent = ProviderStub.silent()) {
      assertThat(call.once().to(silent.url(), SHORT, SHORT))
          .isEqualTo(new Unknown<>("TimeoutException"));
      assertThat(silent.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_reset_after_the_request_is_unknown(ExamCall call) throws IOException {
    try (BreakingServer server = new BreakingServer(BreakingServer.Way.RESET)) {
      assertThat(call.once().to(server.url())).isInstanceOf(Unknown.class);
      assertThat(server.requests()).isEqualTo(1);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_refused_connection_proves_that_nothing_was_sent(ExamCall call) throws IOException {
    assertThat(call.once().to(ProviderStub.nowhere())).isEqualTo(new NotSent<>("ConnectException"));
  }
}
