package org.patientjourney.activities.qualiphy.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The provider's texts about a consultation, without placeholders. Health data: stored encrypted,
 * prints nothing of itself.
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

  /** One line of the questionnaire. */
  public record QuestionAnswer(
      @Nullable Integer number, @Nullable String question, @Nullable String answer) {
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
