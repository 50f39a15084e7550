package org.patientjourney.local.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether an order may be accepted in test mode, as docs/api.md and config.yml say: not as the app
 * does.
 */
final class AcceptableOrder {
  private static final Set<String> NAMES =
      Set.of(
          "orderId",
          "clinic",
          "reference",
          "patient",
          "shippingAddress",
          "exams",
          "redirects",
          "repeatOf",
          "id",
          "firstName",
          "lastName",
          "email",
          "phone",
          "dateOfBirth",
          "gender",
          "state",
          "timeZone",
          "homeAddress",
          "line1",
          "line2",
          "city",
          "zip",
          "examId",
          "answers",
          "pharmacy",
          "questionId",
          "answer",
          "route",
          "pharmacyId",
          "orderSetId",
          "ncpdpId",
          "name",
          "address",
          "approved",
          "rejected",
          "notApplicable",
          "missed");
  private static final String UNSEEN =
      "[\\s\\p{C}\\p{Z}\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufffd]";
  private static final Set<Integer> GOOD_FAITH = Set.of(5101, 5102);
  private static final int PRESCRIPTION = 5204;
  private static final int URGENT_CARE = 5309;

  private AcceptableOrder() {}

  static boolean is(JsonNode order) {
    return order.isObject()
        && hasKnownNamesOnly(order)
        && isText(order.path("orderId"), "[A-Za-z0-9_-]{1,64}")
        && isText(order.path("clinic"), "juniper|cedar")
        && isPatient(order.path("patient"))
        && areExams(order);
  }

  private static boolean hasKnownNamesOnly(JsonNode node) {
    boolean known = true;
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      known &= NAMES.contains(field.getKey());
    }
    for (JsonNode child : node) {
      known &= hasKnownNamesOnly(child);
    }
    return known;
  }

  private static boolean isPatient(JsonNode patient) {
    return isText(patient.path("id"), "[A-Za-z0-9_-]{1,64}")
        && isLine(patient.path("firstName"))
        && isLine(patient.path("lastName"))
        && isText(patient.path("email"), "[^@\\s]+@[^@\\s]+\\.[^@\\s]+")
        && isText(patient.path("phone"), "[0-9() .+-]{10,40}")
        && patient.path("phone").asText().replaceAll("\\D", "").matches("1?[2-9]\\d{2}[2-9]\\d{6}")
        && isBirth(text(patient.path("dateOfBirth")))
        && text(patient.path("state")).equals("TE")
        && isAbsentOr(patient.path("homeAddress"), isAddress(patient.path("homeAddress"), "TE"))
        && isAbsentOr(
            patient.path("gender"), isText(patient.path("gender"), "male|female|undisclosed"))
        && isAbsentOr(patient.path("timeZone"), isZone(patient.path("timeZone")));
  }

  private static boolean areExams(JsonNode order) {
    Set<Integer> seen = new HashSet<>();
    JsonNode exams = order.path("exams");
    boolean right = exams.isArray() && !exams.isEmpty();
    for (JsonNode exam : exams) {
      right &= exam.path("examId").isInt() && seen.add(exam.path("examId").intValue());
      right &= isExam(exam.path("examId").intValue(), exam.path("pharmacy"), order);
    }
    JsonNode shipping = order.path("shippingAddress");
    return right && isAbsentOr(shipping, isAddress(shipping, "(?!TE)[A-Z]{2}"));
  }

  private static boolean isExam(int exam, JsonNode pharmacy, JsonNode order) {
    if (GOOD_FAITH.contains(exam)) {
      return isAbsentOr(pharmacy, false);
    }
    boolean isShipped = order.path("shippingAddress").isObject();
    return switch (text(pharmacy.path("route"))) {
      case "partner" ->
          exam == PRESCRIPTION
              && isShipped
              && pharmacy.path("pharmacyId").isInt()
              && pharmacy.path("orderSetId").isInt();
      case "own" ->
          List.of(PRESCRIPTION, URGENT_CARE).contains(exam)
              && isText(pharmacy.path("ncpdpId"), "\\d{7}")
              && isLine(pharmacy.path("name"))
              && isAddress(pharmacy.path("address"), "(?!TE)[A-Z]{2}");
      case "patient-choice" -> List.of(PRESCRIPTION, URGENT_CARE).contains(exam);
      case "provider-choice" -> List.of(PRESCRIPTION, URGENT_CARE).contains(exam) && isShipped;
      default -> false;
    };
  }

  private static boolean isAddress(JsonNode address, String states) {
    return isLine(address.path("line1"))
        && isLine(address.path("city"))
        && isText(address.path("state"), states)
        && isText(address.path("zip"), "\\d{5}(-\\d{4})?");
  }

  private static boolean isBirth(String text) {
    try {
      LocalDate birth = LocalDate.parse(text);
      return birth.getYear() >= 1900
          && !birth.plusYears(18).isAfter(LocalDate.now(ZoneId.of("UTC")));
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isZone(JsonNode zone) {
    return isText(zone, "(America|Pacific|US)/.*")
        && ZoneId.getAvailableZoneIds().contains(text(zone));
  }

  private static boolean isAbsentOr(JsonNode node, boolean right) {
    return isNothing(node) || right;
  }

  /** An empty text is nothing, and so is an object of nothing. */
  private static boolean isNothing(JsonNode node) {
    boolean nothing = node.isObject() || node.isNull() || node.isMissingNode();
    for (JsonNode child : node) {
      nothing &= isNothing(child);
    }
    return nothing || (node.isTextual() && text(node).isEmpty());
  }

  /** Blank and invisible characters at the ends do not count. */
  private static String text(JsonNode node) {
    return node.asText().replaceAll("^" + UNSEEN + "+|" + UNSEEN + "+$", "");
  }

  private static boolean isText(JsonNode node, String pattern) {
    return node.isTextual() && text(node).matches(pattern);
  }

  private static boolean isLine(JsonNode node) {
    return node.isTextual()
        && !text(node).isEmpty()
        && text(node).length() <= 200
        && text(node).chars().noneMatch(Character::isISOControl);
  }
}
