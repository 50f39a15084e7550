package org.patientjourney.sandbox.invite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.patientjourney.sandbox.call.Format;
import org.patientjourney.sandbox.call.NamedExams;
import org.patientjourney.sandbox.exam.ExamCatalogue;
import org.patientjourney.sandbox.exam.ServedStates;

/** What an invite must fulfil, and the text [SIM] of the first thing it does not. */
final class InviteRules {
  // In the order of the contract's table (4.2).
  private static final List<String> REQUIRED =
      List.of("exams", "first_name", "last_name", "email", "dob", "phone_number", "tele_state");

  private static final List<Format> FORMATS =
      List.of(
          new Format("exams", InviteRules::isExamIds),
          Format.text("first_name"),
          Format.text("last_name"),
          Format.pattern("email", "[^@\\s]+@[^@\\s]+"),
          Format.date("dob"),
          Format.pattern("phone_number", "(\\+1)?\\d{10}"),
          new Format("tele_state", node -> ServedStates.contain(node.asText())),
          Format.pattern("state", "[A-Z]{2}"),
          Format.oneOf("gender", 3),
          Format.url("webhook_url"),
          Format.text("additional_data"),
          Format.url("redirect_approve"),
          Format.url("redirect_reject"),
          Format.url("redirect_na"),
          Format.url("redirect_missed"));

  private InviteRules() {}

  static Optional<String> firstProblem(ObjectNode body) {
    return missing(body)
        .or(() -> Format.firstProblem(FORMATS, body))
        .or(() -> loneTestState(body))
        .or(() -> examProblem(body))
        .or(() -> PharmacyRules.firstProblem(body));
  }

  static boolean isTest(ObjectNode body) {
    return body.path("tele_state").asText().equals(ServedStates.TEST);
  }

  private static Optional<String> missing(ObjectNode body) {
    return REQUIRED.stream()
        .filter(field -> isBlank(body.path(field)))
        .map(field -> "Missing required field: " + field)
        .findFirst();
  }

  private static boolean isBlank(JsonNode node) {
    return node.isNull()
        || node.isMissingNode()
        || (node.isTextual() && node.textValue().isBlank())
        || (node.isArray() && node.isEmpty());
  }

  private static boolean isExamIds(JsonNode node) {
    return node.isArray()
        && StreamSupport.stream(node.spliterator(), false).allMatch(JsonNode::isInt);
  }

  /** [seed] A test needs TE in both fields; a lone TE would send test data to a clinician. */
  private static Optional<String> loneTestState(ObjectNode body) {
    boolean testState = body.path("state").asText().equals(ServedStates.TEST);
    if (testState == isTest(body)) {
      return Optional.empty();
    }
    return Optional.of(testState ? "Invalid tele_state" : "Invalid state");
  }

  private static Optional<String> examProblem(ObjectNode body) {
    if (NamedExams.examIds(body).stream().anyMatch(id -> ExamCatalogue.find(id).isEmpty())) {
      return Optional.of("Invalid exam id");
    }
    // [SIM] One prescription exam beside good faith exams is accepted.
    return NamedExams.rxCount(body) > 1
        ? Optional.of("Only one Rx exam is allowed per meeting.")
        : Optional.empty();
  }
}
