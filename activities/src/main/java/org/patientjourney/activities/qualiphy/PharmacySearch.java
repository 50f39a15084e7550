package org.patientjourney.activities.qualiphy;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which pharmacies to look for: by a part of the name, near a ZIP code, or both; or the one with a
 * number.
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
