package org.patientjourney.sandbox.state;

import org.jspecify.annotations.Nullable;

/**
 * One answer that the clinic gave for its patient; several belong to one question if several
 * responses are chosen. Prints nothing of it.
 */
public record GivenAnswer(
    int questionId,
    String answer,
    @Nullable Integer examQuestionResponseId,
    @Nullable String answerText) {
  @Override
  public String toString() {
    return "GivenAnswer[" + questionId + "]";
  }
}
