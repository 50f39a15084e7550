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
}
