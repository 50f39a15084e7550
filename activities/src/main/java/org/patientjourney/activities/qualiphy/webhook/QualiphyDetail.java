package org.patientjourney.activities.qualiphy.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import org.patientjourney.activities.qualiphy.webhook.ConsultationDetail.QuestionAnswer;
import org.patientjourney.activities.qualiphy.wire.TolerantValue;

/** What events 1 and 2 both tell of the consultation (contract 5.1, 5.2). */
final class QualiphyDetail {
  private QualiphyDetail() {}

  static ConsultationDetail read(JsonNode body) {
    return new ConsultationDetail(
        TolerantValue.text(body.path("reason")),
        TolerantValue.text(body.path("exam_name")),
        TolerantValue.text(body.path("exam_url")),
        TolerantValue.text(body.path("clinic_name")),
        TolerantValue.text(body.path("provider_name")),
        TolerantValue.text(body.path("rx_status")),
        TolerantValue.text(body.path("exam_status")),
        TolerantValue.objects(body.path("questions_answers")).map(QualiphyDetail::answer).toList());
  }

  private static QuestionAnswer answer(JsonNode entry) {
    return new QuestionAnswer(
        TolerantValue.integer(entry.path("no")),
        TolerantValue.text(entry.path("question")),
        TolerantValue.text(entry.path("answer")));
  }
}
