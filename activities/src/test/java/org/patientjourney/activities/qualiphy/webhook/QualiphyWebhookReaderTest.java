package org.patientjourney.activities.qualiphy.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.qualiphy.webhook.ConsultationDetail.QuestionAnswer;
import org.patientjourney.activities.qualiphy.webhook.Reading.Consultation;
import org.patientjourney.activities.qualiphy.webhook.Reading.UnknownEvent;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.order.ExamId;

class QualiphyWebhookReaderTest {
  private static final QualiphyWebhookReader READER = new QualiphyWebhookReader();

  @Test
  void a_consultation_is_read_whole() {
    Consultation reading = consultation(TestEvents.bytes("event-1.json"));
    assertThat(reading.examId()).isEqualTo(new ExamId(5101));
    assertThat(reading.patientExamId()).isEqualTo(new PatientExamId("601233"));
    assertThat(reading.status()).isEqualTo(ExamStatus.APPROVED);
    assertThat(reading.detail())
        .isEqualTo(
            new ConsultationDetail(
                "No contraindications found",
                "GFE: Neurotoxin & Filler",
                "https://pdf.example.org/r/601233.pdf?Expires=1790000000&Signature=x",
                "Juniper Aesthetics",
                "NP Dana Okafor",
                null,
                "Approved",
                List.of(
                    new QuestionAnswer(1, "Any allergies?", "None"),
                    new QuestionAnswer(2, "Größe?", "1,78 m"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"1\"", "1.0", "\" 1 \""})
  void an_event_is_a_number_in_either_type(String json) {
    assertThat(READER.read(TestEvents.consultationWith("event", json)))
        .isInstanceOf(Consultation.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "4", "-1", "1.5", "11", "null", "\"one\"", "[1]", "true", "1e400"})
  void another_event_is_kept_as_unknown(String json) {
    assertThat(READER.read(TestEvents.consultationWith("event", json)))
        .isInstanceOf(UnknownEvent.class);
  }

  @Test
  void an_object_without_event_is_kept_as_unknown() {
    assertThat(READER.read(bytes("{\"exam_status\":\"Approved\"}")))
        .isInstanceOf(UnknownEvent.class);
  }

  @Test
  void questions_may_be_missing_null_or_odd() {
    for (String json : List.of("null", "[]", "{}", "\"none\"", "[1,null,[2]]", "\"Any?\"")) {
      byte[] body = TestEvents.consultationWith("questions_answers", json);
      assertThat(consultation(body).detail().answers()).as(json).isEmpty();
      boolean saysNothing = !json.contains("1") && !json.contains("Any");
      assertThat(consultation(body).whole()).as(json).isEqualTo(saysNothing);
    }
    byte[] byQuestion =
        TestEvents.consultationWith("questions_answers", "{\"Any allergies?\":\"None\"}");
    assertThat(consultation(byQuestion).whole()).isFalse();
    byte[] odd =
        TestEvents.consultationWith("questions_answers", "[{\"no\":\"3\",\"answer\":[1]}]");
    assertThat(consultation(odd).detail().answers())
        .containsExactly(new QuestionAnswer(3, null, "[1]"));
  }

  @Test
  void nothing_is_unreadable_for_a_missed_exam() {
    Consultation reading = consultation(TestEvents.bytes("event-1-missed.json"));
    assertThat(reading.status()).isEqualTo(ExamStatus.MISSED);
    assertThat(reading.detail().examUrl()).isNull();
    assertThat(reading.detail().answers()).isEmpty();
  }

  @Test
  void a_reading_prints_no_word_of_the_provider() {
    assertThat(consultation(TestEvents.bytes("event-1.json")).toString())
        .isEqualTo("Consultation[601233, APPROVED]");
    assertThat(consultation(TestEvents.bytes("event-1.json")).detail().toString())
        .isEqualTo("ConsultationDetail[not shown]");
    assertThat(new QuestionAnswer(1, "Any allergies?", "None").toString())
        .doesNotContain("allergies", "None");
  }

  @Test
  void the_detail_survives_json() throws IOException {
    ConsultationDetail detail = consultation(TestEvents.bytes("event-1.json")).detail();
    JsonMapper mapper = new JsonMapper();
    assertThat(mapper.readValue(mapper.writeValueAsBytes(detail), ConsultationDetail.class))
        .isEqualTo(detail);
  }

  @Test
  void a_nul_can_be_stored_in_a_text_column() {
    assertThat(consultation(TestEvents.consultationWith("reason", "\"a\\u0000b\"")).detail())
        .returns("a\uFFFDb", ConsultationDetail::reason);
  }

  @Test
  void half_a_surrogate_pair_can_be_stored() throws JsonProcessingException {
    ConsultationDetail detail =
        consultation(TestEvents.consultationWith("reason", "\"a\\ud800b\\ud83d\\ude00\"")).detail();
    assertThat(detail.reason()).isEqualTo("a\uFFFDb\uD83D\uDE00");
    assertThat(new JsonMapper().writeValueAsBytes(detail)).isNotEmpty();
  }

  private static Consultation consultation(byte[] body) {
    return (Consultation) READER.read(body);
  }

  private static byte[] bytes(String body) {
    return body.getBytes(UTF_8);
  }
}
