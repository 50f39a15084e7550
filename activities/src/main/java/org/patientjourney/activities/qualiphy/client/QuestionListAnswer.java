package org.patientjourney.activities.qualiphy.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.LookupResult;
import org.patientjourney.activities.qualiphy.Question;
import org.patientjourney.activities.qualiphy.wire.TolerantValue;

/** Reads answers of {@code exam_questions}: docs/provider.md, Questions. */
final class QuestionListAnswer {
  private QuestionListAnswer() {}

  static LookupResult<Question> read(QualiphyAnswer answer) {
    return ListAnswer.read(answer, "questions", QuestionListAnswer::question);
  }

  /** One without id and number cannot be referred to, so it is left out. */
  private static Optional<Question> question(JsonNode entry) {
    Integer id = TolerantValue.integer(TolerantValue.either(entry, "question_id", "id"));
    Integer number = TolerantValue.integer(entry.path("no"));
    if (id == null && number == null) {
      return Optional.empty();
    }
    List<Question.Option> options =
        StreamSupport.stream(entry.path("responses").spliterator(), false)
            .map(QuestionListAnswer::option)
            .toList();
    return Optional.of(new Question(id, number, text(entry.path("question")), options));
  }

  /** A mere text is an option too: the question accepts no free text. */
  private static Question.Option option(JsonNode entry) {
    return new Question.Option(
        TolerantValue.integer(entry.path("exam_question_response_id")),
        text(entry.isObject() ? entry.path("response") : entry),
        Objects.equals(TolerantValue.integer(entry.path("input_field")), 1));
  }

  private static String text(JsonNode value) {
    @Nullable String known = TolerantValue.known(value);
    return known == null ? "" : known;
  }
}
