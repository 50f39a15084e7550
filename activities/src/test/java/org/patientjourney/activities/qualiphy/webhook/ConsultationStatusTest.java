package org.patientjourney.activities.qualiphy.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.qualiphy.webhook.Reading.Consultation;
import org.patientjourney.workflows.fact.ExamStatus;

/** Contract 5.4: known spellings, and never an approval by guess. */
class ConsultationStatusTest {
  private static final QualiphyWebhookReader READER = new QualiphyWebhookReader();

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "Approved, APPROVED",
        "approved, APPROVED",
        "APPROVED, APPROVED",
        "` \\tApproved \\n`, APPROVED",
        "Rejected, REJECTED",
        "rejecteD, REJECTED",
        "Deferred to Medical Director, DEFERRED",
        "Defer to Medical Director, DEFERRED",
        "DEFERRED, DEFERRED",
        "NA, NOT_APPLICABLE",
        "N/A, NOT_APPLICABLE",
        "n/a, NOT_APPLICABLE",
        "Not Applicable, NOT_APPLICABLE",
        "Missed, MISSED",
        "Pending, UNKNOWN",
        "Requested, UNKNOWN",
        "Not Approved, UNKNOWN",
        "Approved by accident, UNKNOWN",
        "Approve, UNKNOWN",
        "``, UNKNOWN"
      })
  void a_status_has_the_spellings_of_the_contract(String spelling, ExamStatus status) {
    assertThat(status("\"" + spelling + "\"")).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "1", "true", "[\"Approved\"]", "{\"Approved\":\"Approved\"}"})
  void a_status_of_another_type_is_unknown(String json) {
    assertThat(status(json)).isEqualTo(ExamStatus.UNKNOWN);
  }

  @Test
  void a_missing_status_is_unknown() {
    Consultation reading = consultation(bytes("{\"event\":1}"));
    assertThat(reading.status()).isEqualTo(ExamStatus.UNKNOWN);
    assertThat(reading.detail().rawStatus()).isNull();
  }

  @Test
  void the_raw_status_is_kept_for_a_person() {
    assertThat(consultation(TestEvents.consultationWith("exam_status", "\"Hm \"")).detail())
        .returns("Hm ", ConsultationDetail::rawStatus);
    assertThat(consultation(TestEvents.consultationWith("exam_status", "[1, \"x\"]")).detail())
        .returns("[1,\"x\"]", ConsultationDetail::rawStatus);
  }

  private static ExamStatus status(String json) {
    return consultation(TestEvents.consultationWith("exam_status", json)).status();
  }

  private static Consultation consultation(byte[] body) {
    return (Consultation) READER.read(body);
  }

  private static byte[] bytes(String body) {
    return body.getBytes(UTF_8);
  }
}
