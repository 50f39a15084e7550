package org.patientjourney.sandbox.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.patientjourney.sandbox.state.PatientExam;
import org.patientjourney.sandbox.state.PatientExam.GivenAnswer;

/** The fixed questions of one exam. Ids: question 51012 is exam 5101's second, 510123 its third. */
public record Questionnaire(List<Question> questions) {

  /** One question; {@code several} when more than one of its responses can be chosen. */
  public record Question(int no, int id, String question, boolean several, List<Choice> responses) {
    public boolean isFreeText() {
      return responses.isEmpty();
    }

    public boolean hasResponse(int responseId) {
      return responses.stream().anyMatch(r -> r.examQuestionResponseId() == responseId);
    }
  }

  /** One answer that can be chosen; {@code inputField} 1 accepts a text beside it. */
  public record Choice(String response, int inputField, int examQuestionResponseId) {}

  /** One entry of {@code questions_answers}: a question with everything that was answered. */
  public record Answered(int no, String question, String answer) {
    @Override
    public String toString() {
      return "Answered[" + no + "]";
    }
  }

  /** Of an exam with an id that was checked before. */
  public static Questionnaire of(int examId) {
    return new Questionnaire(Catalogue.FIXED.questions().getOrDefault(examId, List.of()));
  }

  public Optional<Question> find(Predicate<Question> which) {
    return questions.stream().filter(which).findFirst();
  }

  /** The answered questions of an exam, in the order of its questionnaire. */
  public static List<Answered> answered(PatientExam exam) {
    return of(exam.examId()).questions().stream()
        .filter(question -> exam.answers().stream().anyMatch(a -> a.questionId() == question.id()))
        .map(question -> answered(question, exam.answers()))
        .toList();
  }

  /** With the patient's texts in parentheses. */
  private static Answered answered(Question question, List<GivenAnswer> answers) {
    String joined =
        answers.stream()
            .filter(given -> given.questionId() == question.id())
            .map(
                given ->
                    given.answer()
                        + (given.answerText() == null ? "" : " (" + given.answerText() + ")"))
            .collect(Collectors.joining(", "));
    return new Answered(question.no(), question.question(), joined);
  }
}
