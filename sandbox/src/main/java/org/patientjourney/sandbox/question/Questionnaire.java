package org.patientjourney.sandbox.question;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The questions of one exam, always the same: one choice, several choices, a free text. */
record Questionnaire(List<Question> questions) {
  // An answer that ends so has a box for more.
  private static final String BOX = "...";

  /** The built-in questions of an exam. */
  static Questionnaire of(int examId) {
    return switch (examId) {
      case 5101, 5102 ->
          of(
              examId,
              "Are you pregnant or breastfeeding?",
              "Have you had any of these after an injection?",
              List.of("None", "Swelling for more than a week", "Fainting", "Something else..."),
              "Which medicines do you take?");
      case 5204, 5205 ->
          of(
              examId,
              "Has anybody in your family had thyroid cancer?",
              "Which of these have you had in the past month?",
              List.of("None", "Nausea", "Vomiting", "Pain in the belly", "Something else..."),
              "What do you weigh today, in pounds?");
      case 5309 ->
          of(
              examId,
              "Do you wear contact lenses?",
              "What is wrong with your eye?",
              List.of("Redness", "Itching", "Pain", "Blurred sight", "Something else..."),
              "Since when?");
      default ->
          of(
              examId,
              "Are you allergic to any medicine?",
              "Have you ever had any of these?",
              List.of("None", "High blood pressure", "Diabetes", "Something else..."),
              "Which medicine do you ask for?");
    };
  }

  private static Questionnaire of(
      int examId, String single, String several, List<String> choices, String text) {
    return new Questionnaire(
        List.of(
            question(examId, 1, single, false, List.of("No", "Yes...")),
            question(examId, 2, several, true, choices),
            question(examId, 3, text, false, List.of())));
  }

  /** [SIM] Ids say where they belong: question 51012 is exam 5101's second, 510123 its answer. */
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
    boolean box = text.endsWith(BOX);
    return new Choice(
        box ? text.substring(0, text.length() - BOX.length()) : text, box ? 1 : 0, id);
  }

  Optional<Question> byId(int id) {
    return questions.stream().filter(question -> question.id() == id).findFirst();
  }

  Optional<Question> byNumber(int no) {
    return questions.stream().filter(question -> question.no() == no).findFirst();
  }
}
