package org.patientjourney.sandbox.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.patientjourney.sandbox.exam.Exam;
import org.patientjourney.sandbox.exam.ExamCatalogue;

/** The exams that a body names, as far as they are readable. */
public final class NamedExams {
  private NamedExams() {}

  /** The ids of the catalogue that an invite names. */
  public static List<Integer> examIds(ObjectNode body) {
    return numbers(body.path("exams")).toList();
  }

  /** The ids of the catalogue, whichever member has them. */
  public static List<Integer> allExamIds(ObjectNode body) {
    return Stream.of("exams", "exam_ids", "exam_id")
        .flatMap(member -> numbers(body.path(member)))
        .toList();
  }

  /** The numbers of an array, or of a value that is one itself. */
  public static Stream<Integer> numbers(JsonNode node) {
    Stream<JsonNode> values =
        node.isArray() ? StreamSupport.stream(node.spliterator(), false) : Stream.of(node);
    return values.filter(JsonNode::isInt).map(JsonNode::intValue);
  }

  public static long rxCount(ObjectNode body) {
    return examIds(body).stream()
        .map(ExamCatalogue::find)
        .flatMap(Optional::stream)
        .filter(Exam::isRx)
        .count();
  }

  /** [seen] A number, or a text of digits. */
  public static Optional<Long> patientExamId(ObjectNode body) {
    return Optional.of(body.path("patient_exam_id"))
        .filter(node -> node.isIntegralNumber() || node.isTextual())
        .map(JsonNode::asText)
        .filter(text -> text.matches("\\d{1,18}"))
        .map(Long::valueOf);
  }
}
