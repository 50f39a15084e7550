package org.patientjourney.sandbox.invite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** What the pharmacy fields of an invite must look like; none of them is required by itself. */
final class PharmacyRules {
  private static final String BILLING = "custom_pharmacy_patient_billing";
  private static final String CLINIC_BILLING = "custom_pharmacy_clinic_billing";

  // [openapi] The codes of contract 4.2.
  private static final List<Format> FORMATS =
      List.of(
          Format.integer("pharmacy_id"),
          // An older table has it as a string; both are accepted.
          new Format("order_set_id", node -> node.isIntegralNumber() || isNumeric(node)),
          Format.integer("exam_pos_id"),
          Format.oneOf("custom_pharmacy", 2),
          // [openapi] It is required with custom_pharmacy 1, yet [quickstart] sends it without.
          Format.pattern("ncpdpid", "\\d{7}"),
          Format.oneOf("provider_pos_selection", 3),
          Format.oneOf("custom_pharmacy_patient_choice", 2),
          Format.oneOf("skip_pharmacy_confirmation", 2),
          Format.oneOf(BILLING, 2),
          Format.text(CLINIC_BILLING),
          Format.oneOf("custom_pharmacy_delivery_method", 2));

  private PharmacyRules() {}

  static Optional<String> firstProblem(ObjectNode body) {
    return Format.firstProblem(FORMATS, body).or(() -> missingClinicBilling(body));
  }

  private static Optional<String> missingClinicBilling(ObjectNode body) {
    // [openapi] 1: the pharmacy bills the clinic, and must know which one.
    boolean clinicPays = body.path(BILLING).asInt() == 1;
    return clinicPays && body.path(CLINIC_BILLING).asText().isBlank()
        ? Optional.of("Missing required field: " + CLINIC_BILLING)
        : Optional.empty();
  }

  private static boolean isNumeric(JsonNode node) {
    return node.isTextual() && node.textValue().matches("\\d+");
  }
}
