package org.patientjourney.sandbox.question;

import java.util.List;
import java.util.stream.Collectors;
import org.patientjourney.sandbox.state.GivenAnswer;
import org.patientjourney.sandbox.state.PatientExam;

/** One entry of {@code questions_answers} (contract 5.1): a question with all that was answered. */
public record AnsweredQuestion(int no, String question, String answer) {

  /** The answered questions of an exam, in the order of its questionnaire. */
  public static List<AnsweredQuestion> of(PatientExam exam) {
    return Questionnaire.of(exam.examId()).questions().stream()
        .filter(question -> exam.answers().stream().anyMatch(a -> a.questionId() == question.id()))
        .map(question -> of(question, exam.answers()))
        .toList();
  }

  private static AnsweredQuestion of(Question question, List<GivenAnswer> answers) {
    String joined =
        answers.stream()
            .filter(given -> given.questionId() == question.id())
            .map(AnsweredQuestion::text)
            .collect(Collectors.joining(", "));
    return new AnsweredQuestion(question.no(), question.question(), joined);
  }

  /** [SIM] The box's text in parentheses. */
  private static String text(GivenAnswer given) {
    return given.answerText() == null
        ? given.answer()
        : given.answer() + " (" + given.answerText() + ")";
  }

  @Override
  public String toString() {
    return "AnsweredQuestion[" + no + "]";
  }
}
