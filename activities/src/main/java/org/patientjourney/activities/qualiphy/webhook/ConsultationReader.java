package org.patientjourney.activities.qualiphy.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import org.patientjourney.activities.qualiphy.webhook.ConsultationDetail.QuestionAnswer;
import org.patientjourney.activities.qualiphy.wire.ObjectList;
import org.patientjourney.activities.qualiphy.wire.QualiphyStatus;
import org.patientjourney.activities.qualiphy.wire.TolerantValue;

/** Reads event 1, and the report on the consultation that event 2 repeats. */
final class ConsultationReader {
  private ConsultationReader() {}

  static Reading read(JsonNode body) {
    return new Reading.Consultation(
        TolerantValue.examId(body.path("exam_id")),
        TolerantValue.patientExamId(body.path("patient_exam_id")),
        QualiphyStatus.read(body.path("exam_status")),
        QualiphyStatus.readRx(body.path("rx_status")),
        isWhole(body),
        TolerantValue.additionalData(body),
        detail(body));
  }

  static ConsultationDetail detail(JsonNode body) {
    return new ConsultationDetail(
        TolerantValue.freeText(body.path("reason")),
        TolerantValue.freeText(body.path("exam_name")),
        TolerantValue.freeText(body.path("exam_url")),
        TolerantValue.freeText(body.path("clinic_name")),
        TolerantValue.freeText(body.path("provider_name")),
        TolerantValue.text(body.path("rx_status")),
        TolerantValue.text(body.path("exam_status")),
        answers(body).objects().stream().map(ConsultationReader::answer).toList());
  }

  /** Whether all of the questionnaire was read. */
  static boolean isWhole(JsonNode body) {
    ObjectList answers = answers(body);
    return answers.isWhole() && answers.objects().stream().allMatch(ConsultationReader::isAnswer);
  }

  private static ObjectList answers(JsonNode body) {
    return ObjectList.of(body.path("questions_answers"));
  }

  private static boolean isAnswer(JsonNode entry) {
    return entry.has("question") || entry.has("answer") || entry.has("no");
  }

  private static QuestionAnswer answer(JsonNode entry) {
    return new QuestionAnswer(
        TolerantValue.integer(entry.path("no")),
        TolerantValue.text(entry.path("question")),
        TolerantValue.text(entry.path("answer")));
  }
}
