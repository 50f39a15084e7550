package org.patientjourney.sandbox.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.patientjourney.sandbox.state.PatientExam;
import org.patientjourney.sandbox.state.PatientExam.GivenAnswer;

/** The fixed questions of one exam: one choice, several choices, a free text. */
public record Questionnaire(List<Question> questions) {
  // An answer that ends so accepts a text.
  private static final String BOX = "...";

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
    Catalogue.Questions texts =
        Catalogue.FIXED.questions().stream()
            .filter(questions -> questions.exams().contains(examId))
            .findFirst()
            .orElseThrow();
    return new Questionnaire(
        List.of(
            question(examId, 1, texts.oneChoice(), false, List.of("No", "Yes...")),
            question(examId, 2, texts.severalChoices(), true, texts.choices()),
            question(examId, 3, texts.text(), false, List.of())));
  }

  /** Our ids: question 51012 is exam 5101's second, 510123 its third answer. */
  private static Question question(
      int examId, int no, String text, boolean several, List<String> choices) {
    int id = examId * 10 + no;
    List<Choice> responses =
        IntStream.range(0, choices.size())
            .mapToObj(i -> choice(choices.get(i), id * 10 + 1 + i))
            .toList();
    return new Question(no, id, text, several, responses);
  }

  private static Choice choice(String text, int id) {
    return text.endsWith(BOX)
        ? new Choice(text.substring(0, text.length() - BOX.length()), 1, id)
        : new Choice(text, 0, id);
  }

  public Optional<Question> byId(int id) {
    return questions.stream().filter(question -> question.id() == id).findFirst();
  }

  public Optional<Question> byNumber(int no) {
    return questions.stream().filter(question -> question.no() == no).findFirst();
  }

  /** The answered questions of an exam, in the order of its questionnaire. */
  public static List<Answered> answered(PatientExam exam) {
    return of(exam.examId()).questions().stream()
        .filter(question -> exam.answers().stream().anyMatch(a -> a.questionId() == question.id()))
        .map(question -> answered(question, exam.answers()))
        .toList();
  }

  private static Answered answered(Question question, List<GivenAnswer> answers) {
    String joined =
        answers.stream()
            .filter(given -> given.questionId() == question.id())
            .map(Questionnaire::text)
            .collect(Collectors.joining(", "));
    return new Answered(question.no(), question.question(), joined);
  }

  /** With the patient's text in parentheses. */
  private static String text(GivenAnswer given) {
    return given.answerText() == null
        ? given.answer()
        : given.answer() + " (" + given.answerText() + ")";
  }
}
