package org.patientjourney.activities.qualiphy.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.qualiphy.CallResult.CreatedMeeting;
import org.patientjourney.activities.qualiphy.CallResult.Done;
import org.patientjourney.activities.qualiphy.CallResult.Unknown;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.order.ExamId;

/** Exams 5101 and 5102 are requested: a meeting counts only with one patient exam for each. */
class InviteAcceptedTest {
  private static final String UUID = "2b1f9a52-7c1e-4a5a-9f0b-3d1c7f2e8a10";
  private static final String URL = "https://app.example.org/meeting/2b1f";
  private static final Unknown<?> WITHOUT_IDS =
      new Unknown<>("answer without one patient exam for each exam");
  private static final Unknown<?> WITHOUT_MEETING = new Unknown<>("answer without meeting");
  private static final CreatedMeeting BOTH =
      new CreatedMeeting(
          UUID,
          URI.create(URL),
          Map.of(
              new ExamId(5101), new PatientExamId("601233"),
              new ExamId(5102), new PatientExamId("601234")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'exam_id':5101,'patient_exam_id':601233},{'exam_id':5102,'patient_exam_id':601234}",
        "{'exam_id':5102,'patient_exam_id':601234},{'exam_id':5101,'patient_exam_id':601233}",
        "{'exam_id':'5101','patient_exam_id':'601233'},{'exam_id':5102.0,'patient_exam_id':601234}",
        "{'x':[1],'exam_id':5101,'patient_exam_id':601233},7,null,{'exam_id':9,'patient_exam_id':8},"
            + "{'exam_id':5102,'patient_exam_id':'601234'}"
      })
  void ids_are_matched_by_exam_in_any_order_and_type(String patientExams) throws IOException {
    assertThat(InviteCall.answeredBy(200, body(patientExams))).isEqualTo(new Done<>(BOTH));
  }

  @Test
  void any_2xx_and_an_answer_without_http_code_will_do() throws IOException {
    String body = body(twoExams()).replace("\"http_code\":200,", "");
    assertThat(InviteCall.answeredBy(201, body)).isEqualTo(new Done<>(BOTH));
  }

  @Test
  void an_accepted_invite_prints_no_link_and_no_uuid() {
    assertThat(BOTH.toString()).contains("601233").doesNotContain(UUID).doesNotContain("2b1f");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{'exam_id':5101,'patient_exam_id':601233}",
        "{'exam_id':5101,'patient_exam_id':601233},{'exam_id':5102}",
        "{'exam_id':5101,'patient_exam_id':601233},{'exam_id':5102,'patient_exam_id':null}",
        "{'exam_id':5101,'patient_exam_id':601233},{'exam_id':5102,'patient_exam_id':''}",
        "{'exam_id':5101,'patient_exam_id':601233},{'exam_id':5102,'patient_exam_id':[7]}",
        "{'patient_exam_id':601233},{'patient_exam_id':601234}"
      })
  void a_missing_id_is_unknown(String patientExams) throws IOException {
    assertThat(InviteCall.answeredBy(200, body(patientExams))).isEqualTo(WITHOUT_IDS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'exam_id':5101,'patient_exam_id':601233},{'exam_id':'5101','patient_exam_id':601239},"
            + "{'exam_id':5102,'patient_exam_id':601234}",
        "{'exam_id':5101,'patient_exam_id':601233},{'exam_id':5101,'patient_exam_id':601233},"
            + "{'exam_id':5102,'patient_exam_id':601234}",
        "{'exam_id':5101,'patient_exam_id':601233},{'exam_id':5102,'patient_exam_id':'601233'}"
      })
  void two_ids_for_one_exam_or_one_for_two_are_unknown(String patientExams) throws IOException {
    assertThat(InviteCall.answeredBy(200, body(patientExams))).isEqualTo(WITHOUT_IDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"http_code\":200}", "{\"patient_exams\":{}}"})
  void a_200_without_ids_is_unknown(String body) throws IOException {
    assertThat(InviteCall.answeredBy(200, body)).isEqualTo(WITHOUT_IDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "javascript:alert(1)", "/meeting/2b1f", "https://a b", "http:///x"})
  void a_link_that_no_patient_should_open_is_unknown(String url) throws IOException {
    String body = body(twoExams()).replace(URL, url);
    assertThat(InviteCall.answeredBy(200, body)).isEqualTo(WITHOUT_MEETING);
  }

  @Test
  void a_missing_uuid_is_unknown() throws IOException {
    String body = body(twoExams()).replace("\"meeting_uuid\"", "\"meeting\"");
    assertThat(InviteCall.answeredBy(200, body)).isEqualTo(WITHOUT_MEETING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://x.example", "/api", "http:opaque", "http://x.example?a=b", "http://x#y"})
  void a_base_url_must_be_a_plain_web_address(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new QualiphyClient(
                    URI.create(url),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    clinic -> false,
                    CallObserver.NONE))
        .withMessageNotContaining(url);
  }

  private static String twoExams() {
    return "{'exam_id':5101,'patient_exam_id':601233},{'exam_id':5102,'patient_exam_id':601234}";
  }

  private static String body(String patientExams) {
    return String.format(
            "{'http_code':200,'meeting_url':'%s','meeting_uuid':'%s','later':{},'patient_exams':[%s]}",
            URL, UUID, patientExams)
        .replace('\'', '"');
  }
}
