package org.patientjourney.activities.qualiphy;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Any pharmacy of the United States.
 *
 * @param ncpdpId 7 digits; with name and address what an order's pharmacy of the route {@code own}
 *     names
 * @param type such as {@code Retail}, as the provider writes it; often absent
 */
public record RetailPharmacy(
    String ncpdpId, String name, Location address, @Nullable String phone, @Nullable String type) {

  /** Its address, as far as the provider reports it. */
  public record Location(
      @Nullable String line1,
      @Nullable String line2,
      @Nullable String city,
      @Nullable String state,
      @Nullable String zip) {}

  /**
   * Which pharmacies to look for: by a part of the name, near a ZIP code, or both; or the one with
   * a number.
   */
  public record PharmacySearch(
      @Nullable String name, @Nullable String zip, @Nullable String ncpdpId) {
    private static final Pattern NAME = Pattern.compile("(?=.*\\S)[^\\p{Cntrl}]{1,100}");
    private static final Pattern ZIP = Pattern.compile("[0-9]{5}");
    private static final Pattern NCPDP_ID = Pattern.compile("[0-9]{7}");

    public PharmacySearch {
      if (!isValid(name, zip, ncpdpId)) {
        throw new IllegalArgumentException("expected name, ZIP code or both, or an NCPDP number");
      }
    }

    public static boolean isValid(
        @Nullable String name, @Nullable String zip, @Nullable String ncpdpId) {
      if (ncpdpId != null) {
        return name == null && zip == null && NCPDP_ID.matcher(ncpdpId).matches();
      }
      return (name != null || zip != null)
          && (name == null || NAME.matcher(name).matches())
          && (zip == null || ZIP.matcher(zip).matches());
    }
  }
}
