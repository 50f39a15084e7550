package org.patientjourney.sandbox.endpoints;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.patientjourney.sandbox.catalogue.Catalogue;
import org.patientjourney.sandbox.catalogue.Catalogue.Exam;
import org.patientjourney.sandbox.state.Accounts.Account;

/** Who calls, when, and with which body. Prints nothing of the body. */
record Caller(Account account, Instant now, ObjectNode body) {

  String clinic() {
    return account.clinic();
  }

  List<Integer> invitedExams() {
    return Field.numbers(body.path("exams"));
  }

  long rxExams() {
    return invitedExams().stream()
        .map(Catalogue::findExam)
        .flatMap(Optional::stream)
        .filter(Exam::isRx)
        .count();
  }

  /** Ids of the catalogue, in whichever member. */
  static List<Integer> namedExams(ObjectNode body) {
    return Stream.of("exams", "exam_ids", "exam_id")
        .flatMap(member -> Field.numbers(body.path(member)).stream())
        .toList();
  }

  /** A number, or a text of digits. */
  static Optional<Long> patientExamId(ObjectNode body) {
    return Optional.of(body.path("patient_exam_id"))
        .filter(node -> node.isIntegralNumber() || node.isTextual())
        .map(node -> node.asText())
        .filter(text -> text.matches("\\d{1,18}"))
        .map(Long::valueOf);
  }

  @Override
  public String toString() {
    return "Caller[" + clinic() + "]";
  }
}
