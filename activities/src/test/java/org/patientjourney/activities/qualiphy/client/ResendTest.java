package org.patientjourney.activities.qualiphy.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.qualiphy.CallResult;
import org.patientjourney.activities.qualiphy.CallResult.Accepted;
import org.patientjourney.activities.qualiphy.CallResult.Done;
import org.patientjourney.activities.qualiphy.CallResult.Refused;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.hold.HoldReason;

/** Resends; what they share with other calls is in {@link ExamCallTest}. */
class ResendTest {
  private static final String UUID = "2b1f9a52-7c1e-4a5a-9f0b-3d1c7f2e8a10";

  @Test
  void both_ids_are_sent_when_both_are_known() throws IOException {
    assertThat(request("601233", UUID))
        .startsWith("{\"patient_exam_id\":601233,\"meeting_uuid\":\"" + UUID + "\",\"api_key\":");
  }

  @ParameterizedTest
  @CsvSource({
    "999999999999999999, 999999999999999999",
    "1000000000000000000, '\"1000000000000000000\"'",
    "0601233, '\"0601233\"'",
    "0, '\"0\"'",
    "-7, '\"-7\"'",
    "patient-exam-7, '\"patient-exam-7\"'"
  })
  void an_id_that_would_not_survive_as_a_number_stays_text(String id, String sent)
      throws IOException {
    assertThat(request(id, null)).startsWith("{\"patient_exam_id\":" + sent + ",");
  }

  /** Three forms are known. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"http_code\":200}",
        "{\"http_code\":200,\"status\":\"ok\"}",
        "{\"http_code\":200,\"resent\":true}"
      })
  void every_known_form_of_a_success_is_accepted(String body) throws IOException {
    assertThat(resend(200, body)).isEqualTo(new Done<>(new Accepted()));
  }

  @ParameterizedTest
  @EnumSource
  void an_exam_that_is_not_pending_is_recognised_in_every_shape(ErrorBody shape)
      throws IOException {
    for (String status : List.of("approved", "Deferred to Medical Director", "cancelled", "NA")) {
      assertThat(resend(400, shape.of(400, "Exam status is ALREADY " + status + ".")))
          .isEqualTo(refused("NOT_PENDING"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_reached_limit_is_recognised_in_every_shape(ErrorBody shape) throws IOException {
    for (String text : List.of("Resend limit reached.", "The Limit is already reached")) {
      assertThat(resend(400, shape.of(400, text))).isEqualTo(refused("LIMIT_REACHED"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void any_other_text_is_an_other_refusal(ErrorBody shape) throws IOException {
    assertThat(resend(400, shape.of(400, "Invalid meeting id"))).isEqualTo(refused("OTHER"));
  }

  @Test
  void the_request_prints_no_uuid() {
    assertThat(QualiphyRequest.about("exam_invite_resend", ExamCall.EXAM, UUID))
        .hasToString("QualiphyRequest[exam_invite_resend]");
  }

  private static Refused<Accepted> refused(String cause) {
    return new Refused<>(HoldReason.NEEDS_INPUT, cause, null, ProviderCall.NO_WORDS);
  }

  private static CallResult<Accepted> resend(int status, String body) throws IOException {
    return ProviderCall.withoutWords(call("601233", null).answeredBy(status, body));
  }

  private static String request(String id, @Nullable String meetingUuid) throws IOException {
    return call(id, meetingUuid).request().body();
  }

  private static ProviderCall<CallResult<Accepted>> call(String id, @Nullable String meetingUuid) {
    return new ProviderCall<>(
        client -> client.resend(TestInvites.KEY, new PatientExamId(id), meetingUuid));
  }
}
