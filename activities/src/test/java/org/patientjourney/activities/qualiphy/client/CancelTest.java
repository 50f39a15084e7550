package org.patientjourney.activities.qualiphy.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.qualiphy.CallResult;
import org.patientjourney.activities.qualiphy.CallResult.Done;
import org.patientjourney.activities.qualiphy.CallResult.Refused;
import org.patientjourney.activities.qualiphy.CallResult.Unknown;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.meeting.InviteActivities.CancelOutcome;

/** Cancels; what they share with other calls is in {@link ExamCallTest}. */
class CancelTest {
  private static final Map<String, ExamStatus> TOO_LATE =
      Map.of(
          "Exam status is already approved.", ExamStatus.APPROVED,
          "Exam status is already rejected.", ExamStatus.REJECTED,
          "Exam status is already Deferred to Medical Director.", ExamStatus.DEFERRED,
          "Exam status is already Defer to Medical Director", ExamStatus.DEFERRED,
          "Exam status is already NA.", ExamStatus.NOT_APPLICABLE,
          "Exam status is already N/A.", ExamStatus.NOT_APPLICABLE,
          "Exam has already been MISSED", ExamStatus.MISSED,
          "It is already approved, so it cannot be cancelled.", ExamStatus.APPROVED);

  static Stream<Arguments> tooLate() {
    return Arrays.stream(ErrorBody.values())
        .flatMap(
            shape ->
                TOO_LATE.entrySet().stream()
                    .map(known -> Arguments.of(shape, known.getKey(), known.getValue())));
  }

  @Test
  void the_documented_answer_is_a_success() throws IOException {
    String body =
        """
        {"http_code":200,"patient_exam_id":"601233","status":"cancelled",
         "cancelled_at":"2026-04-22T19:08:29.680Z"}""";
    assertThat(cancel(200, body)).isEqualTo(cancelled(Instant.parse("2026-04-22T19:08:29.680Z")));
  }

  @Test
  void an_answer_with_another_status_is_unknown() throws IOException {
    assertThat(cancel(200, "{\"patient_exam_id\":601233,\"status\":\"not cancelled\"}"))
        .isEqualTo(new Unknown<>("answer names another status"));
    assertThat(cancel(200, "{\"status\":\"Canceled\",\"cancelled_at\":\"yesterday\"}"))
        .isEqualTo(cancelled(null));
  }

  @Test
  void an_answer_about_another_exam_is_unknown() throws IOException {
    assertThat(cancel(200, "{\"http_code\":200,\"patient_exam_id\":601234}"))
        .isEqualTo(new Unknown<>("answer names another patient exam"));
  }

  @ParameterizedTest
  @EnumSource
  void a_second_cancel_is_recognised_in_every_shape(ErrorBody shape) throws IOException {
    assertThat(cancel(400, shape.of(400, "Exam status is already cancelled.")))
        .isEqualTo(cancelled(null));
    assertThat(cancel(400, shape.of(400, "EXAM WAS ALREADY BEEN CANCELED")))
        .isEqualTo(cancelled(null));
  }

  @ParameterizedTest
  @MethodSource("tooLate")
  void an_earlier_decision_is_recognised_in_every_shape(
      ErrorBody shape, String text, ExamStatus status) throws IOException {
    assertThat(cancel(400, shape.of(400, text))).isEqualTo(decided(status));
  }

  @Test
  void an_earlier_decision_is_recognised_inside_of_a_200() throws IOException {
    assertThat(cancel(200, "{\"http_code\":400,\"message\":\"Exam status is already rejected.\"}"))
        .isEqualTo(decided(ExamStatus.REJECTED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Exam status is already pending.",
        "Exam status is already not approved.",
        "Exam status is already approvedish.",
        "Exam is already in progress, it cannot be cancelled.",
        "Cannot cancel an approved exam.",
        "Exam status is already",
        "alreadyapproved",
        ""
      })
  void an_unknown_text_is_neither_decision_nor_success(String text) throws IOException {
    assertThat(cancel(400, ErrorBody.ERROR_MESSAGE.of(400, text)))
        .isEqualTo(new Refused<>(HoldReason.NEEDS_INPUT, "http 400", null, ProviderCall.NO_WORDS));
  }

  private static Done<CancelOutcome> cancelled(@Nullable Instant at) {
    return new Done<>(new CancelOutcome.Cancelled(at));
  }

  private static Done<CancelOutcome> decided(ExamStatus status) {
    return new Done<>(new CancelOutcome.Decided(status));
  }

  private static CallResult<CancelOutcome> cancel(int status, String body) throws IOException {
    return ProviderCall.withoutWords(
        new ProviderCall<>(client -> client.cancel(TestInvites.KEY, ExamCall.EXAM))
            .answeredBy(status, body));
  }
}
