package org.patientjourney.sandbox.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.patientjourney.sandbox.call.Format;
import org.patientjourney.sandbox.state.GivenAnswer;

/** The {@code answers} of one call, in either shape of their items (contract 4.4). */
record AnswerSheet(JsonNode answers, Questionnaire questionnaire) {
  private static final String ANSWER = "answer";
  private static final String QUESTION = "question_id";
  private static final String RESPONSE = "exam_question_response_id";
  private static final String BOX = "answer_text";
  private static final List<Format> FORMATS =
      List.of(
          Format.text(ANSWER),
          Format.integer(RESPONSE),
          Format.text(BOX),
          Format.integer("height_inches"));

  Optional<String> firstProblem() {
    if (!answers.isArray() || answers.isEmpty()) {
      return Optional.of(answers.isMissingNode() ? missing("answers") : "Invalid answers");
    }
    return items().map(this::problem).flatMap(Optional::stream).findFirst();
  }

  private Optional<String> problem(JsonNode item) {
    if (!(item instanceof ObjectNode object)) {
      return Optional.of("Invalid answers");
    }
    Optional<Question> question = question(item);
    if (question.isEmpty()) {
      return Optional.of("Invalid question id");
    }
    return item.hasNonNull(ANSWER)
        ? Format.firstProblem(FORMATS, object).or(() -> responseProblem(item, question.get()))
        : Optional.of(missing(ANSWER));
  }

  private static Optional<String> responseProblem(JsonNode item, Question question) {
    if (item.hasNonNull(RESPONSE)) {
      return question.response(item.path(RESPONSE).intValue()).isPresent()
          ? Optional.empty()
          : Optional.of("Invalid " + RESPONSE);
    }
    // [seed] The older item has no ids at all, so its text is taken as it is.
    return question.isFreeText() || !item.hasNonNull(QUESTION)
        ? Optional.empty()
        : Optional.of(missing(RESPONSE));
  }

  private static String missing(String field) {
    return "Missing required field: " + field;
  }

  /** The question by its id, or by its number in the older shape. */
  private Optional<Question> question(JsonNode item) {
    return item.hasNonNull(QUESTION)
        ? number(item.path(QUESTION)).flatMap(questionnaire::byId)
        : number(item.path("no")).flatMap(questionnaire::byNumber);
  }

  private static Optional<Integer> number(JsonNode node) {
    return node.isInt() ? Optional.of(node.intValue()) : Optional.empty();
  }

  /** What a sheet without a problem says; of several answers where one is possible the last. */
  List<GivenAnswer> given() {
    Map<List<Integer>, GivenAnswer> last = new LinkedHashMap<>();
    items()
        .forEach(
            item -> {
              Question question = question(item).orElseThrow();
              GivenAnswer given = given(item, question.id());
              Integer response = given.examQuestionResponseId();
              boolean beside = question.several() && response != null;
              last.put(beside ? List.of(question.id(), response) : List.of(question.id()), given);
            });
    return List.copyOf(last.values());
  }

  private static GivenAnswer given(JsonNode item, int questionId) {
    return new GivenAnswer(
        questionId,
        item.path(ANSWER).asText(),
        number(item.path(RESPONSE)).orElse(null),
        item.path(BOX).textValue());
  }

  private Stream<JsonNode> items() {
    return StreamSupport.stream(answers.spliterator(), false);
  }

  @Override
  public String toString() {
    return "AnswerSheet[***]";
  }
}
