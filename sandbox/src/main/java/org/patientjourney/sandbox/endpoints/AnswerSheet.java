package org.patientjourney.sandbox.endpoints;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.catalogue.Questionnaire;
import org.patientjourney.sandbox.catalogue.Questionnaire.Question;
import org.patientjourney.sandbox.state.PatientExam.GivenAnswer;

/** The {@code answers} of one call, with ids or in the older form with numbers. */
record AnswerSheet(JsonNode answers, Questionnaire questionnaire) {
  private static final String ANSWER = "answer";
  private static final String QUESTION = "question_id";
  private static final String RESPONSE = "exam_question_response_id";
  private static final String TEXT = "answer_text";
  private static final List<Field> FIELDS =
      List.of(
          Field.text(ANSWER),
          Field.integer(RESPONSE),
          Field.text(TEXT),
          Field.integer("height_inches"));

  /** Refuses the whole sheet for one bad answer; where one answer is possible the last counts. */
  List<GivenAnswer> given() {
    if (answers.isMissingNode()) {
      throw Refusal.missing("answers");
    }
    if (!answers.isArray() || answers.isEmpty()) {
      throw Refusal.invalid("answers");
    }
    Map<List<Integer>, GivenAnswer> last = new LinkedHashMap<>();
    for (JsonNode item : answers) {
      Question question = question(item);
      check(item, question);
      Integer response = number(item.path(RESPONSE));
      last.put(
          question.several() && response != null
              ? List.of(question.id(), response)
              : List.of(question.id()),
          new GivenAnswer(
              question.id(), item.path(ANSWER).asText(), response, item.path(TEXT).textValue()));
    }
    return List.copyOf(last.values());
  }

  /** By its id, or by its number in the older form. */
  private Question question(JsonNode item) {
    if (!item.isObject()) {
      throw Refusal.invalid("answers");
    }
    boolean hasId = item.hasNonNull(QUESTION);
    Integer number = number(item.path(hasId ? QUESTION : "no"));
    return questionnaire
        .find(one -> number != null && number == (hasId ? one.id() : one.no()))
        .orElseThrow(() -> Refusal.invalid("question id"));
  }

  private static void check(JsonNode item, Question question) {
    if (!item.hasNonNull(ANSWER)) {
      throw Refusal.missing(ANSWER);
    }
    Field.check(FIELDS, (ObjectNode) item);
    if (item.hasNonNull(RESPONSE)) {
      if (!question.hasResponse(item.path(RESPONSE).intValue())) {
        throw Refusal.invalid(RESPONSE);
      }
    } else if (!question.isFreeText() && item.hasNonNull(QUESTION)) {
      // The older form has no ids, so its text is accepted as it is.
      throw Refusal.missing(RESPONSE);
    }
  }

  private static @Nullable Integer number(JsonNode node) {
    return node.isInt() ? node.intValue() : null;
  }

  @Override
  public String toString() {
    return "AnswerSheet[***]";
  }
}
