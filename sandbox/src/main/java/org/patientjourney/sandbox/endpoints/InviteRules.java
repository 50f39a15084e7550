package org.patientjourney.sandbox.endpoints;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.patientjourney.sandbox.catalogue.Exam;
import org.patientjourney.sandbox.catalogue.ServedStates;
import org.patientjourney.sandbox.state.Invite.Pharmacy;

/** The rules for the fields of an invite: docs/provider.md, Invite. */
final class InviteRules {
  private static final String CUSTOM = "custom_pharmacy";
  private static final String ORDER_SET = "order_set_id";
  private static final String BILLING = "custom_pharmacy_patient_billing";
  private static final String CLINIC_BILLING = "custom_pharmacy_clinic_billing";

  private static final List<String> REQUIRED =
      List.of("exams", "first_name", "last_name", "email", "dob", "phone_number", "tele_state");

  private static final List<Field> FIELDS =
      List.of(
          new Field("exams", InviteRules::isExamIds),
          Field.text("first_name"),
          Field.text("last_name"),
          Field.pattern("email", "[^@\\s]+@[^@\\s]+"),
          Field.date("dob"),
          Field.pattern("phone_number", "(\\+1)?\\d{10}"),
          new Field("tele_state", node -> ServedStates.contain(node.asText())),
          Field.pattern("state", "[A-Z]{2}"),
          Field.code("gender", 3),
          Field.url("webhook_url"),
          Field.text("additional_data"),
          Field.url("redirect_approve"),
          Field.url("redirect_reject"),
          Field.url("redirect_na"),
          Field.url("redirect_missed"));

  private static final List<Field> PHARMACY_FIELDS =
      List.of(
          Field.integer("pharmacy_id"),
          // A text in an earlier document; both are accepted.
          new Field(ORDER_SET, node -> node.isIntegralNumber() || isNumeric(node)),
          Field.integer("exam_pos_id"),
          Field.code(CUSTOM, 2),
          // Required with custom_pharmacy 1 by one document, left out by another.
          Field.pattern("ncpdpid", "\\d{7}"),
          Field.code("provider_pos_selection", 3),
          Field.code("custom_pharmacy_patient_choice", 2),
          Field.code("skip_pharmacy_confirmation", 2),
          Field.code(BILLING, 2),
          Field.text(CLINIC_BILLING),
          Field.code("custom_pharmacy_delivery_method", 2));

  private InviteRules() {}

  static void check(Caller caller) {
    ObjectNode body = caller.body();
    REQUIRED.stream()
        .filter(field -> isBlank(body.path(field)))
        .findFirst()
        .ifPresent(
            field -> {
              throw Refusal.missing(field);
            });
    Field.check(FIELDS, body);
    checkTestState(body);
    if (caller.invitedExams().stream().anyMatch(id -> Exam.find(id).isEmpty())) {
      throw Refusal.invalid("exam id");
    }
    // One prescription exam beside good faith exams is accepted, which is our choice.
    if (caller.rxExams() > 1) {
      throw Refusal.of("Only one Rx exam is allowed per meeting.");
    }
    Field.check(PHARMACY_FIELDS, body);
    // 1: the pharmacy bills the clinic and must know which one.
    if (body.path(BILLING).asInt() == 1 && body.path(CLINIC_BILLING).asText().isBlank()) {
      throw Refusal.missing(CLINIC_BILLING);
    }
  }

  /** Test mode needs both fields: with one alone, test data would reach a clinician. */
  private static void checkTestState(ObjectNode body) {
    boolean isTestAddress = body.path("state").asText().equals(ServedStates.TEST);
    boolean isTest = body.path("tele_state").asText().equals(ServedStates.TEST);
    if (isTestAddress != isTest) {
      throw Refusal.invalid(isTestAddress ? "tele_state" : "state");
    }
  }

  /** Where a valid body sends its prescription. Without a code, a package means a partner. */
  static Pharmacy pharmacy(ObjectNode body) {
    boolean isPartner =
        body.hasNonNull(CUSTOM)
            ? body.path(CUSTOM).intValue() == 2
            : Stream.of("pharmacy_id", ORDER_SET, "exam_pos_id").anyMatch(body::hasNonNull);
    String name = body.path("pharmacy_name").asText("");
    String usual = isPartner ? "Juniper Compounding" : "Choose Your Pharmacy";
    Long orderSetId = body.hasNonNull(ORDER_SET) ? body.path(ORDER_SET).asLong() : null;
    return new Pharmacy(isPartner, name.isBlank() ? usual : name, orderSetId);
  }

  private static boolean isBlank(JsonNode node) {
    return node.isNull()
        || node.isMissingNode()
        || (node.isTextual() && node.textValue().isBlank())
        || (node.isArray() && node.isEmpty());
  }

  private static boolean isExamIds(JsonNode node) {
    return node.isArray() && node.valueStream().allMatch(JsonNode::isInt);
  }

  private static boolean isNumeric(JsonNode node) {
    return node.isTextual() && node.textValue().matches("\\d+");
  }
}
