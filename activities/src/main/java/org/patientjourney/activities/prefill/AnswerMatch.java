package org.patientjourney.activities.prefill;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.patientjourney.activities.qualiphy.Question;
import org.patientjourney.activities.qualiphy.SubmittedAnswer;
import org.patientjourney.workflows.order.OrderedExam.KnownAnswer;

/**
 * Which known answers can be given to the questions as they are now. In doubt an answer is left
 * out, and the patient is asked: a wrong one would speak in the patient's name.
 */
public record AnswerMatch(List<SubmittedAnswer> submitted, List<LeftOut> leftOut) {
  private static final AnswerMatch NOTHING = new AnswerMatch(List.of(), List.of());

  /** Stands between the chosen options of one answer. */
  private static final String SEPARATOR = ";";

  /** An answer that the patient will be asked for, and why. */
  public record LeftOut(int questionId, Reason reason) {}

  /** Why an answer is not given. */
  public enum Reason {
    /** The provider asks no question of this id, or sends no ids. */
    NO_SUCH_QUESTION,
    /** Several questions have this id. */
    SEVERAL_QUESTIONS,
    /** The order answers the question more than once. */
    SEVERAL_ANSWERS,
    /** The answer, or a part of it, is none of the question's options. */
    NO_SUCH_OPTION,
    /** Several options read like the answer. */
    SEVERAL_OPTIONS,
    /** The provider requires the id of the option and does not report it. */
    OPTION_WITHOUT_ID
  }

  public AnswerMatch {
    submitted = List.copyOf(submitted);
    leftOut = List.copyOf(leftOut);
  }

  public static AnswerMatch of(List<Question> questions, List<KnownAnswer> answers) {
    return answers.stream()
        .map(
            answer -> {
              int id = answer.questionId();
              return answers.stream().filter(other -> other.questionId() == id).count() > 1
                  ? leftOut(answer, Reason.SEVERAL_ANSWERS)
                  : one(
                      answer,
                      questions.stream()
                          .filter(question -> Objects.equals(question.questionId(), id))
                          .toList());
            })
        .reduce(NOTHING, AnswerMatch::and);
  }

  private static AnswerMatch one(KnownAnswer answer, List<Question> asked) {
    if (asked.size() != 1) {
      return leftOut(answer, asked.isEmpty() ? Reason.NO_SUCH_QUESTION : Reason.SEVERAL_QUESTIONS);
    }
    List<Question.Option> options = asked.get(0).options();
    return options.isEmpty()
        ? given(Stream.of(new SubmittedAnswer(answer.questionId(), answer.answer(), null, null)))
        : chosen(answer, options);
  }

  private static AnswerMatch chosen(KnownAnswer answer, List<Question.Option> options) {
    List<List<Question.Option>> choices =
        parts(answer.answer(), options).map(part -> like(part, options)).toList();
    if (choices.isEmpty() || choices.stream().anyMatch(List::isEmpty)) {
      return leftOut(answer, Reason.NO_SUCH_OPTION);
    }
    if (choices.stream().anyMatch(choice -> choice.size() > 1)) {
      return leftOut(answer, Reason.SEVERAL_OPTIONS);
    }
    List<Question.Option> distinct = choices.stream().flatMap(List::stream).distinct().toList();
    return distinct.stream().anyMatch(option -> option.responseId() == null)
        ? leftOut(answer, Reason.OPTION_WITHOUT_ID)
        : given(distinct.stream().map(option -> submitted(answer, option)));
  }

  /** An option's own label may hold the separator. */
  private static Stream<String> parts(String answer, List<Question.Option> options) {
    return like(answer, options).isEmpty()
        ? Arrays.stream(answer.split(SEPARATOR, -1)).filter(part -> !part.isBlank())
        : Stream.of(answer);
  }

  private static List<Question.Option> like(String text, List<Question.Option> options) {
    return options.stream()
        .filter(option -> option.label().strip().equalsIgnoreCase(text.strip()))
        .toList();
  }

  private static SubmittedAnswer submitted(KnownAnswer answer, Question.Option option) {
    return new SubmittedAnswer(answer.questionId(), option.label(), option.responseId(), null);
  }

  private static AnswerMatch given(Stream<SubmittedAnswer> answers) {
    return new AnswerMatch(answers.toList(), List.of());
  }

  private static AnswerMatch leftOut(KnownAnswer answer, Reason reason) {
    return new AnswerMatch(List.of(), List.of(new LeftOut(answer.questionId(), reason)));
  }

  private AnswerMatch and(AnswerMatch other) {
    return new AnswerMatch(
        Stream.concat(submitted.stream(), other.submitted.stream()).toList(),
        Stream.concat(leftOut.stream(), other.leftOut.stream()).toList());
  }
}
