package org.patientjourney.activities.qualiphy.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.qualiphy.CallResult;
import org.patientjourney.activities.qualiphy.CallResult.CreatedMeeting;
import org.patientjourney.activities.qualiphy.CallResult.RateLimited;
import org.patientjourney.activities.qualiphy.CallResult.Refused;
import org.patientjourney.activities.qualiphy.CallResult.Unknown;
import org.patientjourney.workflows.hold.HoldReason;

/** Answers that exclude a meeting. */
class InviteRefusalTest {
  @ParameterizedTest
  @MethodSource("org.patientjourney.activities.qualiphy.client.ErrorBody#knownUnauthorizedTexts")
  void text_of_a_401_determines_the_reason_in_every_shape(
      ErrorBody shape, String text, HoldReason reason) throws IOException {
    assertThat(answer(401, shape.of(401, text))).satisfies(refused(reason, null));
    assertThat(answer(401, shape.of(401, text.toUpperCase(Locale.ROOT))))
        .satisfies(refused(reason, null));
  }

  @ParameterizedTest
  @EnumSource(ErrorBody.class)
  void a_400_names_our_field_in_every_shape(ErrorBody shape) throws IOException {
    assertThat(answer(400, shape.of(400, "Missing required field: phone_number")))
        .satisfies(refused(HoldReason.NEEDS_INPUT, "/patient/phone"));
  }

  @Test
  void the_first_text_that_is_not_blank_counts() throws IOException {
    assertThat(answer(400, "{\"error_message\":\"Invalid dob\",\"message\":\"Invalid email\"}"))
        .satisfies(refused(HoldReason.NEEDS_INPUT, "/patient/dateOfBirth"));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 422})
  void a_rejected_request_needs_input(int status) throws IOException {
    assertThat(answer(status, "")).satisfies(refused(HoldReason.NEEDS_INPUT, null));
  }

  @ParameterizedTest
  @ValueSource(ints = {402, 403, 404, 405, 413, 415})
  void refusals_that_no_clinic_can_correct_are_for_operations(int status) throws IOException {
    assertThat(answer(status, "")).satisfies(refused(HoldReason.UNAUTHORIZED, null));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 409})
  void statuses_that_do_not_exclude_an_effect_are_unknown(int status) throws IOException {
    assertThat(answer(status, "")).isEqualTo(new Unknown<>("http " + status));
  }

  @ParameterizedTest
  @ValueSource(strings = {"400", "\"400\"", "400.0", "\" 400 \""})
  void an_error_inside_of_a_200_is_an_error(String code) throws IOException {
    assertThat(answer(200, "{\"http_code\":" + code + ",\"message\":\"Invalid tele_state\"}"))
        .satisfies(refused(HoldReason.NEEDS_INPUT, "/patient/state"));
  }

  @Test
  void a_401_or_429_inside_of_a_200_counts_as_such() throws IOException {
    assertThat(answer(200, "{\"http_code\":\"401\",\"error\":\"Unauthorized access.\"}"))
        .satisfies(refused(HoldReason.KEY_REFUSED, null));
    assertThat(answer(200, "{\"http_code\":429}")).isEqualTo(new RateLimited<>(null));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "7, 7",
    "' 30 ', 30",
    "600, 600",
    "601, 600",
    "99999999999999999999, 600",
    "-1,",
    "1.5,",
    "'Wed, 21 Oct 2026 07:28:00 GMT',"
  })
  void a_429_waits_as_long_as_requested_up_to_ten_minutes(String header, @Nullable Long seconds)
      throws IOException {
    Duration expected = seconds == null ? null : Duration.ofSeconds(seconds);
    assertThat(answer(429, "slow down", "Retry-After", header))
        .isEqualTo(new RateLimited<>(expected));
  }

  @Test
  void a_429_without_a_time_is_accepted() throws IOException {
    assertThat(answer(429, "{}")).isEqualTo(new RateLimited<>(null));
  }

  @Test
  void text_of_a_refusal_is_kept_and_not_printed() throws IOException {
    Refused<?> refused = (Refused<?>) InviteCall.worded(403, "{\"message\":\"Canaria is banned\"}");
    assertThat(refused.words().text()).isEqualTo("http 403: {\"message\":\"Canaria is banned\"}");
    assertThat(refused.toString()).doesNotContain("Canaria");
  }

  private static Consumer<CallResult<?>> refused(HoldReason reason, @Nullable String field) {
    return result ->
        assertThat(result)
            .isInstanceOfSatisfying(
                Refused.class,
                refused -> {
                  assertThat(refused.reason()).isEqualTo(reason);
                  assertThat(refused.field()).isEqualTo(field);
                });
  }

  private static CallResult<CreatedMeeting> answer(int status, String body, String... headers)
      throws IOException {
    return InviteCall.answeredBy(status, body, headers);
  }
}
