package org.patientjourney.activities.qualiphy.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.ListedExam;
import org.patientjourney.activities.qualiphy.LookupResult;
import org.patientjourney.activities.qualiphy.wire.TolerantValue;
import org.patientjourney.workflows.order.ExamId;

/** Reads answers of {@code exam_list}: docs/provider.md, Exam list. */
final class ExamListAnswer {
  private ExamListAnswer() {}

  static LookupResult<ListedExam> read(QualiphyAnswer answer) {
    return ListAnswer.read(answer, "exams", ExamListAnswer::listed);
  }

  /** An entry without an id cannot be ordered, so it is left out. */
  private static Optional<ListedExam> listed(JsonNode entry) {
    return Optional.ofNullable(TolerantValue.examId(TolerantValue.either(entry, "id", "exam_id")))
        .map(id -> listed(id, entry));
  }

  private static ListedExam listed(ExamId id, JsonNode entry) {
    List<String> attachments =
        StreamSupport.stream(entry.path("attachments").spliterator(), false)
            .map(TolerantValue::freeText)
            .flatMap(text -> Optional.ofNullable(text).stream())
            .toList();
    return new ListedExam(
        id,
        TolerantValue.either(entry, "title", "exam_title").asText(),
        type(TolerantValue.integer(entry.path("rx_type"))),
        TolerantValue.price(entry.path("price")),
        needsAttachments(entry) || !attachments.isEmpty(),
        attachments);
  }

  /** 1 is not required, 2 is required. */
  private static boolean needsAttachments(JsonNode entry) {
    Integer required = TolerantValue.integer(entry.path("attachments_required"));
    return required != null && required >= 2;
  }

  private static ListedExam.Type type(@Nullable Integer rxType) {
    if (rxType == null) {
      return ListedExam.Type.NOT_STATED;
    }
    return switch (rxType) {
      case 1 -> ListedExam.Type.GOOD_FAITH;
      case 2 -> ListedExam.Type.PRESCRIPTION;
      default -> ListedExam.Type.OTHER;
    };
  }
}
