package org.patientjourney.activities.qualiphy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.ExamListResult.Failed;
import org.patientjourney.activities.qualiphy.ExamListResult.Failure;
import org.patientjourney.workflows.exam.ExamId;

/** What an answer of {@code exam_list} means, stale names and the bare array included. */
record QualiphyExamList(JsonNode exams) {
  private static final Pattern PRICE = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,6})?");

  static ExamListResult read(QualiphyAnswer answer) {
    int code = answer.code();
    if (code == 401) {
      return new Failed(Failure.REFUSED, UnauthorizedText.reasonIn(answer.errorText()).name());
    }
    if (!QualiphyAnswer.isSuccess(code)) {
      return new Failed(failure(code), "http " + code);
    }
    JsonNode body = answer.json();
    QualiphyExamList list = new QualiphyExamList(body.isArray() ? body : body.path("exams"));
    return list.exams.isArray()
        ? new ExamListResult.Exams(list.listed())
        : new Failed(Failure.UNREADABLE, "answer without exams");
  }

  private static Failure failure(int code) {
    if (code == 429) {
      return Failure.RATE_LIMITED;
    }
    return code >= 300 && code <= 499 ? Failure.REFUSED : Failure.UNREACHABLE;
  }

  /** An entry without an id cannot be ordered, so it is left out. */
  private List<ListedExam> listed() {
    List<ListedExam> found = new ArrayList<>();
    for (JsonNode entry : exams) {
      ExamId id = TolerantValue.examId(either(entry, "id", "exam_id"));
      if (id != null) {
        found.add(listed(id, entry));
      }
    }
    return found;
  }

  private static ListedExam listed(ExamId id, JsonNode entry) {
    List<String> attachments =
        StreamSupport.stream(entry.path("attachments").spliterator(), false)
            .map(TolerantValue::text)
            .flatMap(text -> Optional.ofNullable(text).stream())
            .toList();
    return new ListedExam(
        id,
        either(entry, "title", "exam_title").asText(),
        integerOrZero(entry.path("rx_type")),
        price(entry.path("price")),
        integerOrZero(entry.path("attachments_required")) >= 2 || !attachments.isEmpty(),
        attachments);
  }

  private static JsonNode either(JsonNode entry, String name, String alias) {
    return entry.hasNonNull(name) ? entry.path(name) : entry.path(alias);
  }

  private static int integerOrZero(JsonNode value) {
    Integer number = TolerantValue.integer(value);
    return number == null ? 0 : number;
  }

  private static @Nullable BigDecimal price(JsonNode value) {
    String text = value.asText().strip();
    return PRICE.matcher(text).matches() ? new BigDecimal(text) : null;
  }
}
