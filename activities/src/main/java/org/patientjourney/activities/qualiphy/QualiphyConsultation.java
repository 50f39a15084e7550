package org.patientjourney.activities.qualiphy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.patientjourney.activities.qualiphy.ConsultationDetail.QuestionAnswer;
import org.patientjourney.workflows.exam.ExamStatus;

/** Event 1 as it comes (contract 5.1). */
record QualiphyConsultation(JsonNode body) {
  /** Contract 5.4. Whole texts only: "not approved" contains "approved". */
  private static final Map<String, ExamStatus> SPELLINGS =
      Map.of(
          "approved", ExamStatus.APPROVED,
          "rejected", ExamStatus.REJECTED,
          "deferred to medical director", ExamStatus.DEFERRED,
          "defer to medical director", ExamStatus.DEFERRED,
          "deferred", ExamStatus.DEFERRED,
          "na", ExamStatus.NOT_APPLICABLE,
          "n/a", ExamStatus.NOT_APPLICABLE,
          "not applicable", ExamStatus.NOT_APPLICABLE,
          "missed", ExamStatus.MISSED);

  Reading reading(String digest) {
    return new Reading.Consultation(
        TolerantValue.examId(body.path("exam_id")),
        TolerantValue.patientExamId(body.path("patient_exam_id")),
        status(body.path("exam_status")),
        digest,
        detail());
  }

  private static ExamStatus status(JsonNode value) {
    String spelling = value.isTextual() ? value.asText().strip().toLowerCase(Locale.ROOT) : "";
    return SPELLINGS.getOrDefault(spelling, ExamStatus.UNKNOWN);
  }

  private ConsultationDetail detail() {
    return new ConsultationDetail(
        TolerantValue.text(body.path("reason")),
        TolerantValue.text(body.path("exam_name")),
        TolerantValue.text(body.path("exam_url")),
        TolerantValue.text(body.path("clinic_name")),
        TolerantValue.text(body.path("provider_name")),
        TolerantValue.text(body.path("rx_status")),
        TolerantValue.text(body.path("exam_status")),
        StreamSupport.stream(body.path("questions_answers").spliterator(), false)
            .filter(JsonNode::isObject)
            .map(QualiphyConsultation::answer)
            .toList());
  }

  private static QuestionAnswer answer(JsonNode entry) {
    return new QuestionAnswer(
        TolerantValue.integer(entry.path("no")),
        TolerantValue.text(entry.path("question")),
        TolerantValue.text(entry.path("answer")));
  }

  @Override
  public String toString() {
    return "QualiphyConsultation[not shown]";
  }
}
