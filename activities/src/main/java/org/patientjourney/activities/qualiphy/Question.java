package org.patientjourney.activities.qualiphy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One question of an exam's questionnaire as it is now. It may be changed at the provider at any
 * time, so it is not kept.
 *
 * @param questionId what an answer names; null when the provider does not report it
 * @param number its place in the questionnaire; null when the provider does not report it
 * @param options empty where any text is an answer
 */
public record Question(
    @Nullable Integer questionId, @Nullable Integer number, String text, List<Option> options) {

  public Question {
    options = List.copyOf(options);
  }

  /**
   * One choice.
   *
   * @param responseId what an answer names; null when the provider does not report it
   * @param takesText whether it accepts a text of the patient
   */
  public record Option(@Nullable Integer responseId, String label, boolean takesText) {}

  /**
   * One answer on behalf of the patient. Several chosen options are several answers to the same
   * question. Health data: prints its question only.
   *
   * @param answer the text, or the label of the chosen option
   * @param responseId of the chosen option; null where the question has none to choose from
   * @param answerText the patient's words beside an option that takes text
   */
  public record SubmittedAnswer(
      int questionId, String answer, @Nullable Integer responseId, @Nullable String answerText) {
    @Override
    public String toString() {
      return "SubmittedAnswer[question " + questionId + "]";
    }
  }
}
