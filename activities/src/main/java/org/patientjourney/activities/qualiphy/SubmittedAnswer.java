package org.patientjourney.activities.qualiphy;

import org.jspecify.annotations.Nullable;

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
