package org.patientjourney.activities.prefill;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.patientjourney.activities.qualiphy.Question;
import org.patientjourney.activities.qualiphy.Question.SubmittedAnswer;
import org.patientjourney.workflows.order.OrderedExam.KnownAnswer;

/**
 * Which known answers can be given to the questions as they are now. In doubt an answer is left
 * out, and the patient is asked: a wrong one would speak in the patient's name.
 *
 * @param leftOut ids of the questions that the patient will be asked
 */
record AnswerMatch(List<SubmittedAnswer> submitted, List<Integer> leftOut) {
  /** Stands between the chosen options of one answer. */
  private static final String SEPARATOR = ";";

  AnswerMatch {
    submitted = List.copyOf(submitted);
    leftOut = List.copyOf(leftOut);
  }

  static AnswerMatch of(List<Question> questions, List<KnownAnswer> answers) {
    List<SubmittedAnswer> submitted = new ArrayList<>();
    List<Integer> leftOut = new ArrayList<>();
    for (KnownAnswer answer : answers) {
      int id = answer.questionId();
      List<Question> asked =
          questions.stream().filter(each -> Objects.equals(each.questionId(), id)).toList();
      boolean isOnlyAnswer = answers.stream().filter(each -> each.questionId() == id).count() == 1;
      List<SubmittedAnswer> given =
          isOnlyAnswer && asked.size() == 1 ? given(answer, asked.get(0).options()) : List.of();
      submitted.addAll(given);
      if (given.isEmpty()) {
        leftOut.add(id);
      }
    }
    return new AnswerMatch(submitted, leftOut);
  }

  /** One for each chosen option; empty unless each part of the answer is exactly one option. */
  private static List<SubmittedAnswer> given(KnownAnswer answer, List<Question.Option> options) {
    if (options.isEmpty()) {
      return List.of(new SubmittedAnswer(answer.questionId(), answer.answer(), null, null));
    }
    List<List<Question.Option>> choices =
        parts(answer.answer(), options).stream().map(part -> like(part, options)).toList();
    List<Question.Option> chosen = choices.stream().flatMap(List::stream).distinct().toList();
    boolean isClear =
        choices.stream().allMatch(choice -> choice.size() == 1)
            // The provider requires the id of the option.
            && chosen.stream().allMatch(option -> option.responseId() != null);
    return isClear ? chosen.stream().map(option -> submitted(answer, option)).toList() : List.of();
  }

  /** An option's own label may hold the separator. */
  private static List<String> parts(String answer, List<Question.Option> options) {
    return like(answer, options).isEmpty()
        ? Arrays.stream(answer.split(SEPARATOR, -1)).filter(part -> !part.isBlank()).toList()
        : List.of(answer);
  }

  private static List<Question.Option> like(String text, List<Question.Option> options) {
    return options.stream()
        .filter(option -> option.label().strip().equalsIgnoreCase(text.strip()))
        .toList();
  }

  private static SubmittedAnswer submitted(KnownAnswer answer, Question.Option option) {
    return new SubmittedAnswer(answer.questionId(), option.label(), option.responseId(), null);
  }
}
