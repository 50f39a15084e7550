package org.patientjourney.sandbox.invite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.call.Format;
import org.patientjourney.sandbox.state.Pharmacy;

/** What the pharmacy fields of an invite must look like; none of them is required by itself. */
final class PharmacyRules {
  private static final String CUSTOM = "custom_pharmacy";
  private static final String ORDER_SET = "order_set_id";
  private static final List<String> PARTNERS = List.of("pharmacy_id", ORDER_SET, "exam_pos_id");
  private static final String BILLING = "custom_pharmacy_patient_billing";
  private static final String CLINIC_BILLING = "custom_pharmacy_clinic_billing";

  // [openapi] The codes of contract 4.2.
  private static final List<Format> FORMATS =
      List.of(
          Format.integer("pharmacy_id"),
          // An older table has it as a string; both are accepted.
          new Format(ORDER_SET, node -> node.isIntegralNumber() || isNumeric(node)),
          Format.integer("exam_pos_id"),
          Format.oneOf(CUSTOM, 2),
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

  /** Where a body that fulfils the rules sends its prescription. */
  static Pharmacy pharmacy(ObjectNode body) {
    // [openapi] custom_pharmacy: 1 retail, 2 partner; without it, what names a package is a
    // partner's.
    boolean partner =
        body.hasNonNull(CUSTOM)
            ? body.path(CUSTOM).intValue() == 2
            : PARTNERS.stream().anyMatch(body::hasNonNull);
    String name = body.path("pharmacy_name").asText("");
    String usual = partner ? "Juniper Compounding" : "Choose Your Pharmacy";
    return new Pharmacy(partner, name.isBlank() ? usual : name, orderSetId(body));
  }

  private static @Nullable Long orderSetId(ObjectNode body) {
    return body.hasNonNull(ORDER_SET) ? body.path(ORDER_SET).asLong() : null;
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
