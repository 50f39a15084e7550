package org.patientjourney.sandbox.pharmacy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;

/** A pharmacy as custom_pharmacy_search shows it, all of it text (contract 4.10); invented. */
record RetailPharmacy(
    String ncpdpid,
    String name,
    @JsonProperty("address_line_1") String addressLine1,
    String city,
    String state,
    String zipCode,
    String phone) {

  // [SIM] Near is what shares the first three digits, which is what one sorting centre serves.
  private static final int NEAR_DIGITS = 3;

  private static final List<RetailPharmacy> ALL =
      List.of(
          new RetailPharmacy(
              "0512345",
              "Elm Street Drugs",
              "12 Elm Street",
              "Denver",
              "CO",
              "80202",
              "2025550161"),
          new RetailPharmacy(
              "0512346",
              "Elm Street Drugs #2",
              "900 Fictional Avenue",
              "Boulder",
              "CO",
              "80301",
              "2025550162"),
          new RetailPharmacy(
              "2912347", "Harbor Pharmacy", "5 Harbor Walk", "Reno", "NV", "89501", "2025550163"),
          new RetailPharmacy(
              "4512348",
              "Lone Pine Pharmacy",
              "77 Lone Pine Road",
              "Austin",
              "TX",
              "78701",
              "2025550164"),
          new RetailPharmacy(
              "3312349",
              "Village Apothecary",
              "3 Village Square",
              "New York",
              "NY",
              "10011",
              "2025550165"));

  static List<RetailPharmacy> all() {
    return ALL;
  }

  boolean isCalled(String fragment) {
    return name.toLowerCase(Locale.ROOT).contains(fragment.toLowerCase(Locale.ROOT));
  }

  boolean isNear(String zip) {
    return zipCode.startsWith(zip.substring(0, NEAR_DIGITS));
  }
}
