package org.patientjourney.activities.prefill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.qualiphy.Question;
import org.patientjourney.activities.qualiphy.Question.Option;
import org.patientjourney.activities.qualiphy.Question.SubmittedAnswer;
import org.patientjourney.workflows.order.OrderedExam.KnownAnswer;

class AnswerMatchTest {
  private static final Question ALLERGIES = new Question(4457, 1, "Any allergies?", List.of());
  private static final Question CONDITIONS =
      new Question(
          4459,
          2,
          "Which of these do you have?",
          List.of(
              new Option(5013, "Heart issues", false),
              new Option(5014, " Memory Loss ", false),
              new Option(5015, "Asthma; mild", true),
              new Option(5016, "None", false)));

  @Test
  void a_question_without_options_gets_the_text_as_it_is() {
    assertThat(match(answer(4457, " Nuts;  and Bees ")))
        .isEqualTo(given(new SubmittedAnswer(4457, " Nuts;  and Bees ", null, null)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"None", "none", "  NONE ", "none;", "none; None"})
  void an_option_is_known_by_its_label_however_it_is_written(String text) {
    assertThat(match(answer(4459, text)))
        .isEqualTo(given(new SubmittedAnswer(4459, "None", 5016, null)));
  }

  @Test
  void several_options_are_several_answers_to_the_same_question() {
    assertThat(match(answer(4459, "memory loss;heart issues; ;HEART ISSUES")))
        .isEqualTo(
            given(
                new SubmittedAnswer(4459, " Memory Loss ", 5014, null),
                new SubmittedAnswer(4459, "Heart issues", 5013, null)));
  }

  @Test
  void a_label_may_hold_the_separator_itself() {
    assertThat(match(answer(4459, "asthma; MILD")))
        .isEqualTo(given(new SubmittedAnswer(4459, "Asthma; mild", 5015, null)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Hay fever", "None; Hay fever", "Heart", ";", "; ;"})
  void an_answer_of_which_any_part_is_no_option_is_left_out_as_a_whole(String text) {
    assertThat(match(answer(4459, text))).isEqualTo(leftOut(4459));
  }

  @Test
  void answers_without_a_matching_question_are_left_out() {
    assertThat(match(answer(1, "Yes"), answer(4457, "Nuts"), answer(4459, "Hay fever")))
        .isEqualTo(
            new AnswerMatch(
                List.of(new SubmittedAnswer(4457, "Nuts", null, null)), List.of(1, 4459)));
  }

  @Test
  void the_number_of_a_question_is_not_its_id() {
    Question numbered = new Question(null, 3, "Any allergies?", List.of());
    assertThat(AnswerMatch.of(List.of(numbered), List.of(answer(3, "None")))).isEqualTo(leftOut(3));
  }

  @Test
  void a_question_that_the_order_answers_twice_is_left_to_the_patient() {
    assertThat(match(answer(4457, "Nuts"), answer(4457, "None")))
        .isEqualTo(new AnswerMatch(List.of(), List.of(4457, 4457)));
  }

  @Test
  void two_questions_of_one_id_are_left_to_the_patient() {
    assertThat(AnswerMatch.of(List.of(ALLERGIES, ALLERGIES), List.of(answer(4457, "None"))))
        .isEqualTo(leftOut(4457));
  }

  @Test
  void two_options_of_one_label_are_left_to_the_patient() {
    assertThat(match(options(new Option(1, "Yes", false), new Option(2, "yes ", false)), "Yes"))
        .isEqualTo(leftOut(7));
  }

  @Test
  void an_option_without_an_id_cannot_be_given() {
    assertThat(match(options(new Option(null, "Yes", false)), "Yes")).isEqualTo(leftOut(7));
  }

  @Test
  void nothing_known_is_nothing_given() {
    assertThat(match()).isEqualTo(new AnswerMatch(List.of(), List.of()));
  }

  @Test
  void answers_and_texts_of_the_provider_are_not_printed() {
    AnswerMatch match = match(answer(4457, "Nuts"), answer(4459, "Hay fever"));
    assertThat(match.toString())
        .contains("4457", "4459")
        .doesNotContain("Nuts", "Hay", "None", "llergies");
  }

  private static AnswerMatch match(KnownAnswer... answers) {
    return AnswerMatch.of(List.of(ALLERGIES, CONDITIONS), Arrays.asList(answers));
  }

  private static AnswerMatch match(Question question, String text) {
    return AnswerMatch.of(List.of(question), List.of(answer(7, text)));
  }

  private static Question options(Option... options) {
    return new Question(7, null, "Smoke?", List.of(options));
  }

  private static KnownAnswer answer(int questionId, String text) {
    return new KnownAnswer(questionId, text);
  }

  private static AnswerMatch given(SubmittedAnswer... answers) {
    return new AnswerMatch(List.of(answers), List.of());
  }

  private static AnswerMatch leftOut(int questionId) {
    return new AnswerMatch(List.of(), List.of(questionId));
  }
}
