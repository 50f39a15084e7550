package org.patientjourney.activities.qualiphy.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.activities.qualiphy.webhook.Reading.Consultation;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.order.ExamId;

/** Ids come as numbers or as texts. */
class ConsultationIdTest {
  private static final QualiphyWebhookReader READER = new QualiphyWebhookReader();

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "601233, 601233",
        "\"601233\", 601233",
        "\" 601233 \", 601233",
        "601233.0, 601233",
        "6e2, 6e2",
        "98765432109876543210, 98765432109876543210",
        "\"patient-exam-789\", patient-exam-789",
        "601233.5, 601233.5",
        "1e999999, 1e999999",
        "\"N/A\", N/A",
        "0, 0",
        "\"\",",
        "null,",
        "\"two words\", ?",
        "\"a\\u0000b\", ?",
        "true, ?",
        "[601233], ?",
        "{}, ?"
      })
  void a_patient_exam_id_is_a_number_or_a_text(String json, @Nullable String id) {
    assertThat(consultation(TestEvents.consultationWith("patient_exam_id", json)).patientExamId())
        .isEqualTo(id == null ? null : new PatientExamId(id));
  }

  @Test
  void an_id_has_64_characters_at_most() {
    String longest = "7".repeat(64);
    assertThat(patientExamId("\"" + longest + "\"")).isEqualTo(new PatientExamId(longest));
    assertThat(patientExamId(longest)).isEqualTo(new PatientExamId(longest));
    assertThat(patientExamId("\"7" + longest + "\"")).isEqualTo(new PatientExamId("?"));
    assertThat(patientExamId("7" + longest)).isEqualTo(new PatientExamId("?"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "5101, 5101",
        "\"5101\", 5101",
        "5101.0, 5101",
        "\"exam-001\",",
        "0,",
        "-5,",
        "2147483648,",
        "99999999999999999999,",
        "null,"
      })
  void an_exam_id_is_a_positive_number_in_either_type(String json, @Nullable Integer id) {
    assertThat(consultation(TestEvents.consultationWith("exam_id", json)).examId())
        .isEqualTo(id == null ? null : new ExamId(id));
  }

  private static @Nullable PatientExamId patientExamId(String json) {
    byte[] body = bytes("{\"event\":1,\"patient_exam_id\":" + json + "}");
    return consultation(body).patientExamId();
  }

  private static Consultation consultation(byte[] body) {
    return (Consultation) READER.read(body);
  }

  private static byte[] bytes(String body) {
    return body.getBytes(UTF_8);
  }
}
