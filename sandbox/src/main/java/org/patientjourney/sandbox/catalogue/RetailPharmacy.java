package org.patientjourney.sandbox.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;

/** An invented pharmacy as custom_pharmacy_search shows it. */
public record RetailPharmacy(
    String ncpdpid,
    String name,
    @JsonProperty("address_line_1") String addressLine1,
    String city,
    String state,
    String zipCode,
    String phone) {

  // Near is what shares the first three digits, the area of one sorting centre.
  private static final int NEAR_DIGITS = 3;

  private static final List<RetailPharmacy> ALL =
      List.of(
          of("0512345;Elm Street Drugs;12 Elm Street;Denver;CO;80202;2025550161"),
          of("0512346;Elm Street Drugs #2;900 Fictional Avenue;Boulder;CO;80301;2025550162"),
          of("2912347;Harbor Pharmacy;5 Harbor Walk;Reno;NV;89501;2025550163"),
          of("4512348;Lone Pine Pharmacy;77 Lone Pine Road;Austin;TX;78701;2025550164"),
          of("3312349;Village Apothecary;3 Village Square;New York;NY;10011;2025550165"));

  private static RetailPharmacy of(String row) {
    String[] cell = row.split(";", -1);
    return new RetailPharmacy(cell[0], cell[1], cell[2], cell[3], cell[4], cell[5], cell[6]);
  }

  public static List<RetailPharmacy> all() {
    return ALL;
  }

  public boolean isCalled(String fragment) {
    return name.toLowerCase(Locale.ROOT).contains(fragment.toLowerCase(Locale.ROOT));
  }

  public boolean isNear(String zip) {
    return zipCode.startsWith(zip.substring(0, NEAR_DIGITS));
  }
}
