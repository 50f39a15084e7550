package org.patientjourney.activities.qualiphy.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import org.patientjourney.activities.qualiphy.webhook.ConsultationDetail.QuestionAnswer;
import org.patientjourney.activities.qualiphy.wire.ObjectList;
import org.patientjourney.activities.qualiphy.wire.TolerantValue;

/** What events 1 and 2 both tell of the consultation. */
final class QualiphyDetail {
  private QualiphyDetail() {}

  static ConsultationDetail read(JsonNode body) {
    return new ConsultationDetail(
        TolerantValue.said(body.path("reason")),
        TolerantValue.said(body.path("exam_name")),
        TolerantValue.said(body.path("exam_url")),
        TolerantValue.said(body.path("clinic_name")),
        TolerantValue.said(body.path("provider_name")),
        TolerantValue.text(body.path("rx_status")),
        TolerantValue.text(body.path("exam_status")),
        answers(body).objects().stream().map(QualiphyDetail::answer).toList());
  }

  /** Whether all of the questionnaire was read. */
  static boolean isWhole(JsonNode body) {
    ObjectList answers = answers(body);
    return answers.isWhole() && answers.objects().stream().allMatch(QualiphyDetail::isAnswer);
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
