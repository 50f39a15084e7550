package org.patientjourney.activities.qualiphy.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.wire.ObjectList;
import org.patientjourney.activities.qualiphy.wire.TolerantValue;

/**
 * The provider's texts about a consultation, without placeholders; event 2 repeats those of event
 * 1. Health data: stored encrypted, prints nothing of itself.
 *
 * @param examUrl signed link to the exam's PDF, expires after 24 hours
 * @param rxStatus open text, no proof of a prescription
 * @param rawStatus as sent, for an operator when it is unknown
 */
public record ConsultationDetail(
    @Nullable String reason,
    @Nullable String examName,
    @Nullable String examUrl,
    @Nullable String clinicName,
    @Nullable String providerName,
    @Nullable String rxStatus,
    @Nullable String rawStatus,
    List<QuestionAnswer> answers) {

  public ConsultationDetail {
    answers = List.copyOf(answers);
  }

  static ConsultationDetail read(JsonNode body) {
    return new ConsultationDetail(
        TolerantValue.freeText(body.path("reason")),
        TolerantValue.freeText(body.path("exam_name")),
        TolerantValue.freeText(body.path("exam_url")),
        TolerantValue.freeText(body.path("clinic_name")),
        TolerantValue.freeText(body.path("provider_name")),
        TolerantValue.text(body.path("rx_status")),
        TolerantValue.text(body.path("exam_status")),
        answers(body).objects().stream().map(QuestionAnswer::read).toList());
  }

  /** Whether all of the questionnaire can be read. */
  static boolean isWhole(JsonNode body) {
    ObjectList answers = answers(body);
    return answers.isWhole()
        && answers.objects().stream()
            .allMatch(entry -> entry.has("question") || entry.has("answer") || entry.has("no"));
  }

  private static ObjectList answers(JsonNode body) {
    return ObjectList.of(body.path("questions_answers"));
  }

  /** One line of the questionnaire. */
  public record QuestionAnswer(
      @Nullable Integer number, @Nullable String question, @Nullable String answer) {
    private static QuestionAnswer read(JsonNode entry) {
      return new QuestionAnswer(
          TolerantValue.integer(entry.path("no")),
          TolerantValue.text(entry.path("question")),
          TolerantValue.text(entry.path("answer")));
    }

    @Override
    public String toString() {
      return "QuestionAnswer[not shown]";
    }
  }

  @Override
  public String toString() {
    return "ConsultationDetail[not shown]";
  }
}
