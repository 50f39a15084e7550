package org.patientjourney.activities.qualiphy;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** From the provider's name of a field to the place in our order that filled it. */
final class OrderPointer {
  /** Stands for the exam whose pharmacy the request carried. */
  private static final String PHARMACY = "/exams/*/pharmacy";

  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

  private static final Map<String, String> POINTERS =
      Map.ofEntries(
          entry("exams", "/exams"),
          entry("first_name", "/patient/firstName"),
          entry("last_name", "/patient/lastName"),
          entry("email", "/patient/email"),
          entry("dob", "/patient/dateOfBirth"),
          entry("phone_number", "/patient/phone"),
          entry("gender", "/patient/gender"),
          entry("tele_state", "/patient/state"),
          entry("address_line_1", "/patient/homeAddress/line1"),
          entry("address_line_2", "/patient/homeAddress/line2"),
          entry("city", "/patient/homeAddress/city"),
          entry("state", "/patient/homeAddress/state"),
          entry("zip_code", "/patient/homeAddress/zip"),
          entry("shipping_address_line_1", "/shippingAddress/line1"),
          entry("shipping_address_line_2", "/shippingAddress/line2"),
          entry("shipping_city", "/shippingAddress/city"),
          entry("shipping_state", "/shippingAddress/state"),
          entry("shipping_zip_code", "/shippingAddress/zip"),
          entry("redirect_approve", "/redirects/approved"),
          entry("redirect_reject", "/redirects/rejected"),
          entry("redirect_na", "/redirects/notApplicable"),
          entry("redirect_missed", "/redirects/missed"),
          entry("custom_pharmacy", PHARMACY + "/route"),
          entry("custom_pharmacy_patient_choice", PHARMACY + "/route"),
          entry("provider_pos_selection", PHARMACY + "/route"),
          entry("pharmacy_id", PHARMACY + "/pharmacyId"),
          entry("order_set_id", PHARMACY + "/orderSetId"),
          entry("ncpdpid", PHARMACY + "/ncpdpId"),
          entry("pharmacy_name", PHARMACY + "/name"),
          entry("pharmacy_address_line_1", PHARMACY + "/address/line1"),
          entry("pharmacy_address_line_2", PHARMACY + "/address/line2"),
          entry("pharmacy_city", PHARMACY + "/address/city"),
          entry("pharmacy_state", PHARMACY + "/address/state"),
          entry("pharmacy_zip_code", PHARMACY + "/address/zip"));

  private OrderPointer() {}

  /**
   * The first field that the text names as a whole word; null when it names none of the order's.
   */
  static @Nullable String namedIn(String text, InviteRequest request) {
    return WORD.matcher(text)
        .results()
        .map(MatchResult::group)
        .map(word -> POINTERS.get(word.toLowerCase(Locale.ROOT)))
        .filter(Objects::nonNull)
        .map(pointer -> pointer.replace("*", Integer.toString(request.pharmacyIndex())))
        .findFirst()
        .orElse(null);
  }
}
